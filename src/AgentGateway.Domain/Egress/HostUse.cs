namespace AgentGateway.Domain.Egress;

/// <summary>What one host was used for, over all runs since it was first reached.</summary>
/// <param name="Host">Host and port.</param>
public sealed record HostUse(string Host, EgressCount Count, DateTimeOffset LastAt);
