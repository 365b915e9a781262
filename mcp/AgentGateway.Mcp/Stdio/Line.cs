namespace AgentGateway.Mcp.Stdio;

/// <param name="Bytes">
/// The line without its end, valid until the next is read; of one that is too long only the beginning.
/// </param>
internal readonly record struct Line(ReadOnlyMemory<byte> Bytes, bool IsTooLong);
