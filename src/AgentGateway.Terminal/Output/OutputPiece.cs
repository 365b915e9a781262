namespace AgentGateway.Terminal.Output;

/// <summary>A range of recorded output, from its first byte to one past its last.</summary>
/// <param name="IsErrors">Whether it are errors of a program without a terminal.</param>
public readonly record struct OutputPiece(long From, long To, bool IsErrors);
