using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// What a wait waits for. The first of these that happens ends the wait; the end of the output always does.
/// </summary>
/// <param name="From">Where new output begins.</param>
/// <param name="Pattern">Something to appear in it.</param>
/// <param name="Quiet">How long nothing may come.</param>
/// <param name="Limit">How long to wait at most.</param>
public sealed record OutputWait(long From, OutputPattern? Pattern, TimeSpan? Quiet, TimeSpan Limit);

/// <summary>How a wait ended; <paramref name="Offset"/> is where the output then stood.</summary>
public abstract record OutputWaitOutcome(long Offset)
{
    /// <summary>The pattern appeared at <paramref name="Offset"/>.</summary>
    public sealed record Matched(long Offset, string Text) : OutputWaitOutcome(Offset);

    public sealed record BecameQuiet(long Offset) : OutputWaitOutcome(Offset);

    /// <summary>Nothing can come any more.</summary>
    public sealed record Ended(long Offset) : OutputWaitOutcome(Offset);

    public sealed record TimedOut(long Offset) : OutputWaitOutcome(Offset);

    /// <summary><c>pattern_too_slow</c></summary>
    public sealed record Refused(long Offset, Refusal Refusal) : OutputWaitOutcome(Offset);
}
