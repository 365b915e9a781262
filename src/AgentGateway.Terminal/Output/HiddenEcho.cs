namespace AgentGateway.Terminal.Output;

/// <summary>A line that is typed to a shell, and what is recorded in place of its echo.</summary>
/// <param name="Begin">How the echo begins.</param>
/// <param name="Last">How the echo ends.</param>
/// <param name="Marker">What the shell prints once it runs the line, up to the byte that closes a control string.</param>
/// <param name="Shown">What is recorded in its place.</param>
public sealed record HiddenEcho(
    ReadOnlyMemory<byte> Begin, ReadOnlyMemory<byte> Last, ReadOnlyMemory<byte> Marker, ReadOnlyMemory<byte> Shown);
