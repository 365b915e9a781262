using System.Diagnostics;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Threads;

/// <summary>
/// The tables of threads, turns and messages, and the full-text index of messages. A message belongs to the event that
/// posts it and has its position as its number. Few messages are ever changed, and they are marked, so that a check
/// compares the others when it meets their event and remembers only these.
/// </summary>
public sealed class ThreadTable : ReadTable
{
    /// <summary>The step that adds <see cref="UsedColumn"/>.</summary>
    private const int UsedColumnStep = 3;

    public override string Name => "thread";

    public override IReadOnlyList<Type> RowTypes { get; } = [typeof(ThreadRow), typeof(TurnRow), typeof(MessageRow)];

    public override Type ReadsType => typeof(IThreadReads);

    internal override IReadOnlyList<string> SchemaSteps { get; } =
    [
        """
        ALTER TABLE thread ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE thread ADD COLUMN imported_from TEXT;
        """,
        $"""
        CREATE INDEX turn_usage ON turn (queued_at) WHERE {ThreadRecords.HasUsage};
        CREATE INDEX message_usage ON message (at) WHERE {ThreadRecords.HasUsage};
        """,
        """
        DROP INDEX turn_usage;
        DROP INDEX message_usage;
        ALTER TABLE turn ADD COLUMN used TEXT;
        ALTER TABLE message ADD COLUMN used TEXT;
        CREATE INDEX turn_used ON turn (queued_at, thread, agent, used) WHERE used IS NOT NULL;
        CREATE INDEX message_used ON message (at, used) WHERE used IS NOT NULL;
        """,
        """
        ALTER TABLE message ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX message_edited ON message (thread) WHERE edited = 1;
        """,
        $"""
        DROP TABLE message_text;
        CREATE VIRTUAL TABLE message_text USING fts5 (
          text,
          content = 'message_searchable',
          content_rowid = 'number',
          tokenize = '{SqliteSearch.Tokenizer}'
        );
        INSERT INTO message_text (message_text) VALUES ('rebuild');
        INSERT INTO message_text (message_text, rank) VALUES ('automerge', 0);
        INSERT INTO message_text (message_text, rank) VALUES ('crisismerge', 256);
        """,
    ];

    internal override void Migrated(SqliteDatabase database, int step)
    {
        if (step == UsedColumnStep) UsedColumnFill.Run(database);
    }

    internal override string TextIndex => "message_text";

    internal override IReadOnlyList<StrayRows> Strays { get; } =
    [
        new(
            "a message belongs to no event",
            """
            SELECT count(*), min(number), 'thread/' || thread FROM message
            WHERE number NOT IN (SELECT position FROM event WHERE message_seq IS NOT NULL)
            """),
        new(
            "an event posts a message that is not there",
            """
            SELECT count(*), min(position), (SELECT id FROM stream WHERE stream.number = event.stream) FROM event
            WHERE message_seq IS NOT NULL AND position NOT IN (SELECT number FROM message)
            """),
        new(
            "a thread belongs to no stream",
            "SELECT count(*), NULL, 'thread/' || min(id) FROM thread WHERE 'thread/' || id NOT IN (SELECT id FROM "
                + "stream)"),
        new(
            "a turn belongs to no stream",
            """
            SELECT count(*), NULL, 'thread/' || min(thread) FROM turn WHERE 'thread/' || thread NOT IN (SELECT id FROM stream)
            """),
    ];

    internal override IReadOnlyList<RowCount> Counts { get; } =
    [
        new(typeof(ThreadRow), ThreadMachine.Kind, "thread", "SELECT count(*) FROM thread WHERE id = ?1"),
        new(typeof(TurnRow), ThreadMachine.Kind, "turn", "SELECT count(*) FROM turn WHERE thread = ?1"),
        new(
            typeof(MessageRow), ThreadMachine.Kind, "edited message",
            "SELECT count(*) FROM message WHERE thread = ?1 AND edited = 1"),
    ];

    internal override byte[]? Detail(ReadRow row) => row switch
    {
        MessageRow message => ThreadRecords.Detail(message.Message),
        TurnRow turn => ThreadRecords.Detail(turn),
        ThreadRow => null,
        _ => throw new UnreachableException(),
    };

    internal override int EventOf(ReadRow row, AppendRequest request)
    {
        if (row is not MessageRow message) return -1;
        for (var index = 0; index < request.Events.Count; index++)
        {
            MessageId? said = request.Events[index].Event switch
            {
                MessagePosted posted when !message.IsEdited => posted.Message.Id,
                MessageEdited edited when message.IsEdited => edited.Message.Id,
                _ => null,
            };
            if (said == message.Id && message.Thread.Value == request.Stream.Id) return index;
        }

        throw new ArgumentException(
            $"Message {message.Id} of {message.Thread} is said by no event of this append to {request.Stream}.",
                nameof(row));
    }

    internal override SqliteTable InSqlite(SqliteDatabase database) => new SqliteThreadTable(database);

    internal override object SqliteReads(ReadPool reads, TimeProvider time)
    {
        var frequencies = new TermFrequencies();
        return new SqliteThreadReads(reads, new SqliteSearch(frequencies, time), new SqliteRecall(frequencies));
    }

    internal override VolatileTable InMemory(Lock gate, TimeProvider time) => new VolatileThreadTable(gate, time);

    internal override bool IsFinal(ReadRow row) => row is MessageRow { IsEdited: false };

    internal override RowState Compare(SqliteDatabase database, ReadRow row, EventPosition position) => row switch
    {
        MessageRow { IsEdited: true } edited => CompareEdited(database, edited),
        MessageRow message => Compare(database, message, position),
        TurnRow turn => Compare(database, turn),
        ThreadRow thread => Compare(database, thread),
        _ => throw new UnreachableException(),
    };

    internal override IReadOnlyList<FullTextIndex> FullTextIndexes { get; } =
    [
        new(
            "message_text",
            ["text"],
            "SELECT number, text FROM message_searchable ORDER BY number",
            "message",
            """
            SELECT stream.id, event.version, ?1 FROM (SELECT 1)
            LEFT JOIN event ON event.position = ?1 LEFT JOIN stream ON stream.number = event.stream
            """),
    ];

    private static RowState Compare(SqliteDatabase database, ThreadRow thread)
    {
        var statement = database.Prepare($"""
            SELECT {ThreadRecords.ThreadColumns}, title_folded = ?2 AND hidden = ?3 AND archived = ?4 AND pinned = ?5
            FROM thread WHERE id = ?1
            """);
        statement.Bind(1, thread.Id.Value).Bind(2, ThreadRecords.Folded(thread.Title)).Bind(3, thread.Hidden ? 1 : 0)
            .Bind(4, thread.Archived ? 1 : 0).Bind(5, thread.Pinned ? 1 : 0);
        var state = !statement.Step() ? RowState.Missing
            : statement.Int64(16) == 1 && ThreadRecords.Thread(statement) == thread ? RowState.Same
            : RowState.Different;
        statement.Reset();
        return state;
    }

    private RowState Compare(SqliteDatabase database, TurnRow turn)
    {
        var statement = database.Prepare(
            "SELECT detail FROM turn WHERE id = ?1 AND thread = ?2 AND agent = ?3 AND status = ?4 AND queued_at = ?5 "
                + "AND used IS ?6");
        statement.Bind(1, turn.Id.Value).Bind(2, turn.Thread.Value).Bind(3, turn.Agent.Value)
            .Bind(4, ThreadRecords.Name(turn.Status)).Bind(5, Instant.Of(turn.QueuedAt))
            .BindTextOrNull(6, UsedColumn.Of(turn));
        return StoredDetail.Compare(statement, Detail(turn)!);
    }

    /// <summary>What the last edit of a message says of it; everything else was compared when it was posted.</summary>
    private static RowState CompareEdited(SqliteDatabase database, MessageRow expected)
    {
        var statement = database.Prepare(
            "SELECT detail FROM message WHERE id = ?1 AND thread = ?2 AND text = ?3 AND searchable = ?4 AND edited = 1")
            .Bind(1, expected.Id.Value).Bind(2, expected.Thread.Value).Bind(3, expected.Message.Text)
            .Bind(4, expected.Searchable ? 1 : 0);
        return StoredDetail.Compare(statement, ThreadRecords.Detail(expected.Message));
    }

    private static RowState Compare(SqliteDatabase database, MessageRow expected, EventPosition position)
    {
        var statement = database.Prepare(
            $"SELECT {ThreadRecords.MessageColumns}, hidden, seq, id, used IS ?2 FROM message WHERE number = ?1")
            .Bind(1, position.Position).BindTextOrNull(2, UsedColumn.Of(expected.Message));
        var state = !statement.Step() ? RowState.Missing
            : IsEqual(statement, expected) && position.MessageSeq == expected.Seq ? RowState.Same
            : RowState.Different;
        statement.Reset();
        return state;
    }

    private static bool IsEqual(SqliteStatement record, MessageRow expected)
    {
        try
        {
            var stored = ThreadRecords.Message(record);
            return (stored.Thread, stored.At.UtcTicks) == (expected.Thread, expected.At.UtcTicks)
                && (stored.IsEdited || HasContent(record, stored, expected))
                && record.Int64(6) == (expected.Message.Visibility == Visibility.Hidden ? 1 : 0)
                && record.Int64(7) == expected.Seq
                && record.Text(8) == expected.Id.Value
                && record.Int64(9) == 1;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the record says what the message said when it was posted.</summary>
    private static bool HasContent(SqliteStatement record, MessageRow stored, MessageRow expected) =>
        (stored.Searchable, stored.Message.Text) == (expected.Searchable, expected.Message.Text)
        && StoredDetail.AreEqual(record.Bytes(4).ToArray(), ThreadRecords.Detail(expected.Message))
        && record.Int64(2) == (expected.Searchable ? 1 : 0)
        && record.Int64(5) == 0;
}
