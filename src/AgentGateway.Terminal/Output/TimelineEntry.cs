namespace AgentGateway.Terminal.Output;

/// <summary>When the byte at <paramref name="Offset"/> came, and how large the terminal was then.</summary>
public readonly record struct TimelineEntry(long Offset, DateTimeOffset At, int Columns, int Rows);
