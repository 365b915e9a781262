namespace AgentGateway.Terminal.Output;

/// <summary>When the byte at <paramref name="Offset"/> came, and how large the terminal was then.</summary>
/// <param name="IsErrors">Whether it and what follows are errors of a program without a terminal.</param>
public readonly record struct TimelineEntry(
    long Offset, DateTimeOffset At, int Columns, int Rows, bool IsErrors = false);
