namespace AgentGateway.Terminal.Backends;

/// <summary>
/// Output was lost before the byte at <paramref name="Offset"/>: an unknown number of bytes, because
/// <paramref name="Reason"/>.
/// </summary>
public sealed record OutputGap(long Offset, string Reason);
