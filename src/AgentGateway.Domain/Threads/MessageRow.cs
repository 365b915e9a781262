using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// One message with its body; the key is <see cref="Id"/>, and (<see cref="Thread"/>, <see cref="Seq"/>) is unique and
/// without gaps within a thread's own messages. An edited message keeps its place and the time at which it was posted.
/// </summary>
/// <param name="Searchable">
/// Whether the full-text index has its text: visible messages of visible threads, not tool results.
/// </param>
public sealed record MessageRow(ThreadId Thread, DateTimeOffset At, Message Message, bool Searchable) : ReadRow
{
    public override string Key => Message.Id.Value;

    /// <summary>Whether its author has changed it since it was posted.</summary>
    public bool IsEdited { get; init; }

    public MessageId Id => Message.Id;

    public long Seq => Message.Seq;
}
