using AgentGateway.Domain.Policy;
using AgentGateway.Posix;

namespace AgentGateway.Runtime.Gate;

/// <summary>The rules, the path zones and the program path that the gate judges with; the host sets them.</summary>
public sealed record GateOptions
{
    /// <summary>The written rules as they are now, without those that approvals left behind.</summary>
    public Func<PolicyRules> Rules { get; init; } = () => PolicyRules.Shipped;

    /// <summary>
    /// The path zones of this machine; null to make them from the daemon's environment and its data directory.
    /// </summary>
    public PathZones? Zones { get; init; }

    /// <summary>The directories in which programs are looked up, in the form of <c>PATH</c>.</summary>
    public string ProgramPath { get; init; } = System.Environment.GetEnvironmentVariable("PATH")
        ?? SearchPath.Usual;
}
