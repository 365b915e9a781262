using System.Globalization;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// What the writer does to the journal's tables within a transaction. Used by the writer's thread alone.
/// </summary>
internal sealed class JournalTables(SqliteDatabase database, TableSet tables, TimeProvider time)
{
    private readonly SqliteStatement _head = database.Prepare("SELECT number, version, hash FROM stream WHERE id = ?1");

    private readonly SqliteStatement _addStream = database.Prepare("""
        INSERT INTO stream (id, version, hash, snapshot_version, due_at, state, seal)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """);

    private readonly SqliteStatement _setStream = database.Prepare("""
        UPDATE stream SET version = ?2, hash = ?3, snapshot_version = ?4, due_at = ?5, state = ?6, seal = ?7
        WHERE number = ?1
        """);

    private readonly SqliteStatement _addEvent = database.Prepare("""
        INSERT INTO event (position, stream, version, message_seq, at, actor, type, payload, salt, payload_digest, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """);

    private readonly SqliteStatement _findKey = database.Prepare(IdempotencyRecords.Find);

    private readonly SqliteStatement _addKey = database.Prepare("""
        INSERT OR REPLACE INTO idempotency (principal, key, digest, answer, at, seal)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """);

    private readonly SqliteStatement _findEvent = database.Prepare("""
        SELECT event.position FROM stream JOIN event ON event.stream = stream.number WHERE stream.id = ?1 AND event.version = ?2
        """);

    private readonly SqliteStatement _eraseEvent = database.Prepare(
        "UPDATE event SET payload = NULL, salt = NULL WHERE position = ?1");

    private readonly SqliteStatement _setMeta = database.Prepare(
        "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)");

    private readonly SqliteStatement _epoch = database.Prepare(
        $"SELECT value FROM meta WHERE name = '{JournalMeta.Epoch}'");

    private readonly SqliteStatement _version = database.Prepare("PRAGMA data_version");

    private readonly SqliteTable[] _tables = [.. tables.All.Select(table => table.InSqlite(database))];

    private long _newest;
    private long _newestVersion = -1;

    /// <summary>The position of the newest event that was written, whether or not its transaction is durable.</summary>
    public long LastPosition { get; set; }

    /// <summary>The hash of that event; empty until this writer has written one.</summary>
    public byte[] LastHash { get; private set; } = [];

    /// <summary>The tables that have a full-text index, with its name.</summary>
    public IReadOnlyList<(SqliteTable Table, string Index)> Indexed =>
        [
            .. tables.All.Zip(_tables).Where(pair => pair.First.TextIndex is not null)
                .Select(pair => (pair.Second, pair.First.TextIndex!)),
        ];

    /// <summary>
    /// Called at the beginning of each transaction: the newest epoch cannot change while it lasts, so that it is looked
    /// at once for all of its appends. It is read only if another connection has committed since it was last read,
    /// which SQLite tells by a number in memory that costs a fraction of the query. The number is that of this
    /// transaction, because the transaction has the database to itself when the number is asked for.
    /// </summary>
    public void Begin()
    {
        _version.Step();
        var version = _version.Int64(0);
        _version.Reset();
        if (version == _newestVersion) return;
        _newestVersion = version;
        _newest = _epoch.Step() ? long.Parse(_epoch.Text(0), CultureInfo.InvariantCulture) : 0;
        _epoch.Reset();
    }

    /// <exception cref="JournalUnavailableException">
    /// The store was opened for writing again since that epoch was taken.
    /// </exception>
    public void RefuseFenced(long epoch)
    {
        if (epoch < _newest) throw Unavailable.Fenced(epoch, _newest);
    }

    /// <exception cref="JournalUnavailableException">Its writer's epoch is over; nothing was written.</exception>
    public AppendResult Append(PreparedAppend append)
    {
        var request = append.Request;
        RefuseFenced(request.Epoch);
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
        LastHash = hashes[^1];
        foreach (var row in append.Rows)
        {
            if (row.Row.IsRemoved) _tables[row.Table].Remove(row.Row);
            else _tables[row.Table].Put(row, first + row.Event);
        }

        if (request.Idempotency is { } use)
            _addKey.Bind(1, use.Principal).Bind(2, use.Key).Bind(3, use.Digest).Bind(4, use.Answer)
                .Bind(5, Instant.Of(use.At)).BindBlob(6, append.AnswerSeal).Run();
        return new(AppendStatus.Appended, LastPosition);
    }

    /// <summary>
    /// Removes an event's payload and salt, and what its message row shows of it. False when there is no such event.
    /// </summary>
    public bool Erase(StreamId stream, long version)
    {
        _findEvent.Bind(1, stream.Value).Bind(2, version);
        var found = _findEvent.Step();
        var position = found ? _findEvent.Int64(0) : 0;
        _findEvent.Reset();
        if (!found)
            return false;
        _eraseEvent.Bind(1, position).Run();
        foreach (var table in _tables)
            table.Erase(position);
        SetMeta(JournalMeta.IndexRewrite, "");
        return true;
    }

    public void SetMeta(string name, string value) => _setMeta.Bind(1, name).Bind(2, value).Run();

    public void DeleteMeta(string name) =>
        database.Prepare("DELETE FROM meta WHERE name = ?1").Bind(1, name).Run();

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

    private long WriteHead(long number, PreparedAppend append, byte[] hash)
    {
        var request = append.Request;
        var statement = number == 0 ? _addStream.Bind(1, request.Stream.Value) : _setStream.Bind(1, number);
        statement.Bind(2, append.NewVersion).BindBlob(3, hash).Bind(4, request.Snapshot.Version)
            .Bind(5, Instant.Of(request.Snapshot.DueAt)).BindBlob(6, request.Snapshot.State.Span)
            .BindBlob(7, append.Seal).Run();
        return number == 0 ? database.LastInsertedRow : number;
    }

    private void Write(PreparedEvent prepared, long stream, byte[] hash) =>
        _addEvent.Bind(1, ++LastPosition).Bind(2, stream).Bind(3, prepared.Version).Bind(4, prepared.MessageSeq)
            .Bind(5, prepared.At).Bind(6, prepared.Actor).Bind(7, prepared.Type).BindText(8, prepared.Payload)
            .BindBlob(9, prepared.Salt)
            .BindBlob(10, prepared.PayloadDigest).BindBlob(11, hash).Run();
}
