using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Gate;

/// <summary>Asks the person behind a call about what holds it up.</summary>
/// <param name="standing">What the call has to say so far.</param>
public delegate Task<PersonAnswer> AskPerson(
    ToolAnswer standing, PersonRequestId request, CancellationToken cancellationToken);

/// <summary>What became of asking the person behind a call.</summary>
public enum PersonAnswer
{
    /// <summary>No person can be asked there, or none answered: the request is still pending.</summary>
    None,

    /// <summary>It is settled, by that person or another.</summary>
    Settled,

    /// <summary>The call ends here, and its client makes it again with the person's answer.</summary>
    CallEnds,
}
