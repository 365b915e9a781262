using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Gate;

/// <summary>What the gate judges by; told by the host.</summary>
public sealed record GateOptions
{
    /// <summary>The rules of the moment, those that approvals left behind not among them.</summary>
    public Func<PolicyRules> Rules { get; init; } = () => PolicyRules.Shipped;

    /// <summary>This machine; null: made of the daemon's own environment and its protected directory.</summary>
    public PathZones? Zones { get; init; }

    /// <summary>Where programs are looked up, as <c>PATH</c> is written.</summary>
    public string ProgramPath { get; init; } = System.Environment.GetEnvironmentVariable("PATH")
        ?? "/usr/local/bin:/usr/bin:/bin";
}
