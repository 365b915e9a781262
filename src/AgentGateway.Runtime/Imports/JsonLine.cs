namespace AgentGateway.Runtime.Imports;

/// <summary>A line of a file. It is read before the next one is asked for.</summary>
/// <param name="Bytes">Without its end; empty where it is too long.</param>
/// <param name="End">The offset behind it.</param>
/// <param name="IsLong">It was too long to be read.</param>
/// <param name="IsWhole">Its end was there. Where not, the program may still be writing it.</param>
internal readonly record struct JsonLine(ReadOnlyMemory<byte> Bytes, long End, bool IsLong, bool IsWhole);
