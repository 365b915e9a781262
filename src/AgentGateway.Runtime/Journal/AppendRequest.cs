using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Journal;

/// <summary>One stream's append.</summary>
/// <param name="ExpectedVersion">The version that the stream must have before; 0 for a new stream.</param>
/// <param name="Events">Consecutive events of the stream, at least one.</param>
/// <param name="Snapshot">The stream after the events.</param>
/// <param name="Rows">The rows of the read tables that change with it.</param>
/// <param name="Epoch">The writer's <see cref="IJournal.Epoch"/>: an older one than the store's is refused.</param>
/// <param name="Idempotency">The record to keep with it, if the caller gave a key.</param>
public sealed record AppendRequest(
    StreamId Stream,
    long ExpectedVersion,
    IReadOnlyList<RecordedEvent> Events,
    Snapshot Snapshot,
    IReadOnlyList<ReadRow> Rows,
    long Epoch,
    IdempotencyRecord? Idempotency = null);

/// <summary>A stream's state, as it is stored beside its events.</summary>
/// <param name="State">The state as JSON; at most 64 KiB.</param>
/// <param name="Version">The version of the machine that wrote the state; not that of the stream.</param>
/// <param name="DueAt">When the stream next needs attention; null for never.</param>
public readonly record struct Snapshot(ReadOnlyMemory<byte> State, int Version, DateTimeOffset? DueAt);

/// <summary>What a principal's key was used for: a repetition with the same digest is given the same answer.</summary>
/// <param name="Digest">SHA-256 of the canonical request, hexadecimal.</param>
/// <param name="Answer">The answer as JSON.</param>
public sealed record IdempotencyRecord(string Principal, string Key, string Digest, string Answer, DateTimeOffset At);

public enum AppendStatus
{
    Appended,

    /// <summary>The stream has another version; nothing was written.</summary>
    VersionConflict,

    /// <summary>
    /// The idempotency key was used meanwhile; nothing was written, and the record of that use is in the result.
    /// </summary>
    DuplicateKey,
}

/// <param name="Position">The position of the last event appended.</param>
public readonly record struct AppendResult(AppendStatus Status, long Position, IdempotencyRecord? Duplicate = null);

/// <summary>The latest state of a stream as it is stored.</summary>
/// <param name="SnapshotVersion">The version of the machine that wrote the state.</param>
public sealed record StreamSnapshot(
    StreamId Stream, long Version, int SnapshotVersion, ReadOnlyMemory<byte> State, DateTimeOffset? DueAt);

/// <summary>An event as it is stored.</summary>
/// <param name="Type">The event's stable name, <c>thread.created</c>.</param>
/// <param name="Payload">The event as JSON; null when it was erased, which the chain survives.</param>
/// <param name="Seal">Its link in the chain of its stream.</param>
public sealed record StoredEvent(
    long Position, StreamId Stream, long Version, DateTimeOffset At, string Actor, string Type, string? Payload,
        EventSeal Seal);

/// <summary>What ties an event to the one before it in its stream, hexadecimal.</summary>
/// <param name="Salt">Drawn for this event; null when the payload was erased.</param>
/// <param name="PayloadDigest">SHA-256 over salt and payload.</param>
/// <param name="Hash">SHA-256 over the previous event's hash, the header and the payload digest.</param>
public sealed record EventSeal(string? Salt, string PayloadDigest, string Hash);
