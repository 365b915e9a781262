using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Runtime.Egress;

/// <summary>Whether commands in the sandbox <c>network</c> can be given one.</summary>
internal sealed class EgressFindings(EgressNetworks networks) : IFindingSource
{
    public IEnumerable<Finding> Find() =>
    [
        networks.Unavailable is { } why
            ? Finding.Warn("egress", $"{why.Message} Commands in the sandbox \"network\" are not started.", why.Hint!)
            : Finding.Ok("egress", "commands in the sandbox \"network\" reach hosts through the daemon"),
    ];
}
