using AgentGateway.Mcp.Tools;

namespace AgentGateway.Mcp.Asking;

/// <summary>
/// Asks the person behind a waiting call about what holds it up. True: it is decided, by whomever. False: nobody can be asked there,
/// or nobody answered, and it is pending still.
/// </summary>
/// <param name="standing">What the call has to say so far.</param>
/// <param name="ask">The approval (apr_…) or question (qst_…).</param>
public delegate Task<bool> AskPerson(ToolAnswer standing, string ask, CancellationToken cancellationToken);
