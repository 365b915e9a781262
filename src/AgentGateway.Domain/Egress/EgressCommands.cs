namespace AgentGateway.Domain.Egress;

public abstract record EgressCommand;

/// <summary>What a run used of a host since it was last recorded.</summary>
/// <param name="Workspace">Its directory; empty for a run without one.</param>
/// <param name="Run">The run's id.</param>
/// <param name="What">Its command, as people know it.</param>
/// <param name="Host">Host and port.</param>
public sealed record RecordEgress(string Workspace, string Run, string What, string Host, EgressCount Count)
    : EgressCommand;
