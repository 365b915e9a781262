using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>
/// How a command of a queue stands, for as long as the journal lasts. What it says, and who wanted it, stands in the
/// event of that <paramref name="Number"/> in the stream of its queue.
/// </summary>
public sealed record QueuedCommandRow(
    CommandId Id,
    SessionId Session,
    long Number,
    CommandState State) : ReadRow
{
    public int? ExitCode { get; init; }

    /// <summary>
    /// Why it has no exit code, or never ran: a stable word, or the command that it was skipped because of.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>Where its output begins.</summary>
    public long? FromOffset { get; init; }

    /// <summary>One past the last byte of its output; null while it runs.</summary>
    public long? ToOffset { get; init; }

    public long? DurationMs { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public override string Key => Id.Value;
}
