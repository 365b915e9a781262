using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>session_explain</c>: why a session has the status that it has.</summary>
internal sealed class SessionExplainTool(SessionService sessions) : CheckedTool<ExplainView>(
    "session_explain",
    "Explain a session's status",
    "Tells why a session is said to be working, idle, needs-approval and so on: each piece of evidence (the program's own hooks, its title, its screen, quiet) with "
    + "what it says, its weight and its age, heaviest first.",
    ToolConduct.Reads,
    [SessionArguments.Session],
    ViewJson.Plain.ExplainView)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await sessions.ExplainAsync(arguments.Required(SessionArguments.Session), cancellationToken));
}
