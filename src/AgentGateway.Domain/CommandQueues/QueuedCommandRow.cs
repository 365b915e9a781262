using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>
/// How a command of a queue stands, for as long as the journal lasts. What it says, and who wanted it, stands in the event of that
/// <paramref name="Number"/> in the stream of its queue.
/// </summary>
/// <param name="Reason">Why it has no exit code, or never ran: a stable word, or the command that it was skipped because of.</param>
/// <param name="FromOffset">Where its output begins.</param>
/// <param name="ToOffset">One past the last byte of its output; null while it runs.</param>
public sealed record QueuedCommandRow(
    CommandId Id,
    SessionId Session,
    long Number,
    CommandState State,
    int? ExitCode = null,
    string? Reason = null,
    long? FromOffset = null,
    long? ToOffset = null,
    long? DurationMs = null,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null) : ReadRow
{
    public override string Key => Id.Value;
}
