namespace AgentGateway.Domain.Knowledge;

/// <summary>The only command to a stream of preflights.</summary>
public sealed record RecordPreflight(PreflightDecided Decided);
