namespace AgentGateway.Domain.Egress;

/// <summary>A run in a sandbox used a host, or was refused it: all that it used since the event before.</summary>
public sealed record EgressRecorded(string Workspace, string Run, string What, string Host, EgressCount Count)
    : DomainEvent;
