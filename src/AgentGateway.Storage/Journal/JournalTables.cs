using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Asks;
using AgentGateway.Storage.CommandQueues;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tasks;
using AgentGateway.Storage.Threads;

namespace AgentGateway.Storage.Journal;

/// <summary>What the writer does to the journal's tables within a transaction. Used by the writer's thread alone.</summary>
internal sealed class JournalTables(SqliteDatabase database, TimeProvider time)
{
    private readonly SqliteStatement _head = database.Prepare("SELECT number, version, hash FROM stream WHERE id = ?1");

    private readonly SqliteStatement _addStream = database.Prepare("""
        INSERT INTO stream (id, version, hash, snapshot_version, due_at, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """);

    private readonly SqliteStatement _setStream = database.Prepare("""
        UPDATE stream SET version = ?2, hash = ?3, snapshot_version = ?4, due_at = ?5, state = ?6 WHERE number = ?1
        """);

    private readonly SqliteStatement _addEvent = database.Prepare("""
        INSERT INTO event (position, stream, version, message_seq, at, actor, type, payload, salt, payload_digest, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """);

    private readonly SqliteStatement _findKey = database.Prepare(IdempotencyRecords.Find);

    private readonly SqliteStatement _addKey = database.Prepare("""
        INSERT OR REPLACE INTO idempotency (principal, key, digest, answer, at) VALUES (?1, ?2, ?3, ?4, ?5)
        """);

    private readonly SqliteStatement _findEvent = database.Prepare("""
        SELECT event.position FROM stream JOIN event ON event.stream = stream.number WHERE stream.id = ?1 AND event.version = ?2
        """);

    private readonly SqliteStatement _eraseEvent = database.Prepare("UPDATE event SET payload = NULL, salt = NULL WHERE position = ?1");

    private readonly SqliteStatement _setMeta = database.Prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)");

    private readonly CommandTables _commands = new(database);

    private readonly AskTables _asks = new(database);

    private readonly TaskTables _tasks = new(database);

    /// <summary>The position of the newest event that was written, whether or not its transaction is durable.</summary>
    public long LastPosition { get; set; }

    public ThreadTables Threads { get; } = new(database);

    public AppendResult Append(PreparedAppend append)
    {
        var request = append.Request;
        if (request.Idempotency is { } record && FindKey(record) is { } used)
            return new(AppendStatus.DuplicateKey, 0, used);
        Span<byte> hash = stackalloc byte[EventChain.HashBytes];
        var (stream, version) = ReadHead(request.Stream, hash);
        if (version != request.ExpectedVersion)
            return new(AppendStatus.VersionConflict, 0);

        // The head is written first because it gives a new stream its number, and it needs the hash of the last event.
        var hashes = new byte[append.Events.Length][];
        ReadOnlySpan<byte> before = hash;
        for (var index = 0; index < hashes.Length; index++)
            before = hashes[index] = append.Events[index].Hash(before, request.Stream.Value);
        stream = WriteHead(stream, append, hashes[^1]);
        var first = LastPosition + 1;
        for (var index = 0; index < hashes.Length; index++)
            Write(append.Events[index], stream, hashes[index]);
        foreach (var row in append.Rows)
            Put(row, first + row.Event);
        if (request.Idempotency is { } use)
            _addKey.Bind(1, use.Principal).Bind(2, use.Key).Bind(3, use.Digest).Bind(4, use.Answer).Bind(5, Instant.Of(use.At)).Run();
        return new(AppendStatus.Appended, LastPosition);
    }

    /// <summary>Removes an event's payload and salt, and what its message row shows of it. False when there is no such event.</summary>
    public bool Erase(StreamId stream, long version)
    {
        _findEvent.Bind(1, stream.Value).Bind(2, version);
        var found = _findEvent.Step();
        var position = found ? _findEvent.Int64(0) : 0;
        _findEvent.Reset();
        if (!found)
            return false;
        _eraseEvent.Bind(1, position).Run();
        Threads.EraseMessage(position);
        SetMeta(JournalMeta.IndexRewrite, "");
        return true;
    }

    public void SetMeta(string name, string value) => _setMeta.Bind(1, name).Bind(2, value).Run();

    private IdempotencyRecord? FindKey(IdempotencyRecord record)
    {
        _findKey.Bind(1, record.Principal).Bind(2, record.Key).Bind(3, IdempotencyRecords.Oldest(time));
        var found = _findKey.Step() ? IdempotencyRecords.Read(_findKey) : null;
        _findKey.Reset();
        return found;
    }

    private (long Number, long Version) ReadHead(StreamId stream, Span<byte> hash)
    {
        _head.Bind(1, stream.Value);
        var exists = _head.Step();
        var (number, version) = exists ? (_head.Int64(0), _head.Int64(1)) : (0, 0);
        (exists ? _head.Bytes(2) : EventChain.Origin).CopyTo(hash);
        _head.Reset();
        return (number, version);
    }

    private void Put(PreparedRow row, long position)
    {
        switch (row.Row)
        {
            case QueuedCommandRow command:
                _commands.Put(command, row.Detail);
                break;
            case ApprovalRow approval:
                _asks.Put(approval, row.Detail);
                break;
            case QuestionRow question:
                _asks.Put(question, row.Detail);
                break;
            case TaskRow task:
                _tasks.Put(task, row.Detail);
                break;
            default:
                Threads.Put(row, position);
                break;
        }
    }

    private long WriteHead(long number, PreparedAppend append, byte[] hash)
    {
        var request = append.Request;
        var statement = number == 0 ? _addStream.Bind(1, request.Stream.Value) : _setStream.Bind(1, number);
        statement.Bind(2, append.NewVersion).BindBlob(3, hash).Bind(4, request.SnapshotVersion).Bind(5, Instant.Of(request.DueAt))
            .BindBlob(6, request.State.Span).Run();
        return number == 0 ? database.LastInsertedRow : number;
    }

    private void Write(PreparedEvent prepared, long stream, byte[] hash) =>
        _addEvent.Bind(1, ++LastPosition).Bind(2, stream).Bind(3, prepared.Version).Bind(4, prepared.MessageSeq)
            .Bind(5, prepared.At).Bind(6, prepared.Actor).Bind(7, prepared.Type).BindText(8, prepared.Payload).BindBlob(9, prepared.Salt)
            .BindBlob(10, prepared.PayloadDigest).BindBlob(11, hash).Run();
}
