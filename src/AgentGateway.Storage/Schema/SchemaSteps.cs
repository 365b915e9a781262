namespace AgentGateway.Storage.Schema;

/// <summary>
/// The tables of the journal, as numbered steps: step n makes schema version n of version n - 1. A step that was
/// released is never changed; what is needed next is a step behind it. The read tables that were made by such a step
/// stay here; from version 5 on a read table has steps of its own, counted under its name, so that the order in which
/// capabilities add theirs does not matter. Times are counted in units of 100 ns since 1970, as .NET keeps them, so
/// that what is read equals what was written.
/// </summary>
internal static class SchemaSteps
{
    /// <summary>From this version on read tables have steps of their own.</summary>
    public const int TableStepsSince = 5;

    /// <summary>From this version on the rows of streams and of kept answers have seals.</summary>
    public const int SealsSince = 6;

    /// <summary>Every step, the first makes an empty file a database.</summary>
    public static IReadOnlyList<string> All { get; } = [First, CommandQueues, Requests, Tasks, TableSteps, Seals];

    /// <summary>
    /// Events refer to streams by number because the names are long. A message has the position of its event as its
    /// number, so that one index leads to events by version and to messages by their number in the thread, with a mark
    /// at every 64th message to start from: a second full index would double the pages that an append touches. A
    /// message's text is a column of its own, which the full-text index refers to, and the rest of it is <c>detail</c>.
    /// </summary>
    private const string First = """
        CREATE TABLE meta (
          name TEXT PRIMARY KEY,
          value TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE stream (
          number INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          version INTEGER NOT NULL,
          hash BLOB NOT NULL,
          snapshot_version INTEGER NOT NULL,
          due_at INTEGER,
          state BLOB NOT NULL
        );
        CREATE INDEX stream_due ON stream (due_at) WHERE due_at IS NOT NULL;

        CREATE TABLE event (
          position INTEGER PRIMARY KEY,
          stream INTEGER NOT NULL,
          version INTEGER NOT NULL,
          message_seq INTEGER,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          type TEXT NOT NULL,
          payload TEXT,
          salt BLOB,
          payload_digest BLOB NOT NULL,
          hash BLOB NOT NULL
        );
        CREATE INDEX event_stream ON event (stream, version, message_seq);
        CREATE INDEX event_mark ON event (stream, message_seq) WHERE message_seq % 64 = 0;

        CREATE TABLE idempotency (
          principal TEXT NOT NULL,
          key TEXT NOT NULL,
          digest TEXT NOT NULL,
          answer TEXT NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (principal, key)
        ) WITHOUT ROWID;
        CREATE INDEX idempotency_at ON idempotency (at);

        CREATE TABLE thread (
          id TEXT PRIMARY KEY,
          title TEXT NOT NULL,
          title_folded TEXT NOT NULL,
          owner TEXT NOT NULL,
          workspace TEXT,
          hidden INTEGER NOT NULL,
          archived INTEGER NOT NULL,
          pinned INTEGER NOT NULL,
          created_by TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL,
          last_seq INTEGER NOT NULL,
          fork_of TEXT,
          fork_seq INTEGER NOT NULL,
          parent TEXT
        ) WITHOUT ROWID;
        CREATE INDEX thread_list ON thread (archived, pinned, updated_at DESC, id) WHERE hidden = 0;

        CREATE TABLE turn (
          id TEXT PRIMARY KEY,
          thread TEXT NOT NULL,
          agent TEXT NOT NULL,
          status TEXT NOT NULL,
          queued_at INTEGER NOT NULL,
          detail TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX turn_thread ON turn (thread);

        CREATE TABLE message (
          number INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          thread TEXT NOT NULL,
          seq INTEGER NOT NULL,
          at INTEGER NOT NULL,
          hidden INTEGER NOT NULL,
          searchable INTEGER NOT NULL,
          text TEXT NOT NULL,
          detail TEXT NOT NULL
        );
        CREATE VIEW message_searchable AS SELECT number, text FROM message WHERE searchable = 1;

        CREATE VIRTUAL TABLE message_text USING fts5 (
          text,
          content = 'message_searchable',
          content_rowid = 'number',
          tokenize = 'unicode61 remove_diacritics 2'
        );
        INSERT INTO message_text (message_text, rank) VALUES ('automerge', 0);
        INSERT INTO message_text (message_text, rank) VALUES ('crisismerge', 256);
        """;

    /// <summary>Commands of sessions. The number leads to the event that says what each is.</summary>
    private const string CommandQueues = """
        CREATE TABLE command (
          id TEXT PRIMARY KEY,
          session TEXT NOT NULL,
          number INTEGER NOT NULL,
          open INTEGER NOT NULL,
          detail TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX command_session ON command (session, open, number);
        """;

    /// <summary>Approvals and questions. Their ids sort by time.</summary>
    private const string Requests = """
        CREATE TABLE ask (
          id TEXT PRIMARY KEY,
          kind TEXT NOT NULL,
          state TEXT NOT NULL,
          call_key TEXT NOT NULL,
          detail TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX ask_state ON ask (kind, state, id);
        CREATE INDEX ask_call ON ask (call_key, id);
        """;

    /// <summary>Tasks. Their ids sort by time.</summary>
    private const string Tasks = """
        CREATE TABLE task (
          id TEXT PRIMARY KEY,
          phase INTEGER NOT NULL,
          open INTEGER NOT NULL,
          thread TEXT,
          parent TEXT,
          folded TEXT NOT NULL,
          detail TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX task_phase ON task (phase, id);
        CREATE INDEX task_open ON task (id) WHERE open = 1;
        CREATE INDEX task_thread ON task (thread, id) WHERE thread IS NOT NULL;
        CREATE INDEX task_parent ON task (parent, id) WHERE parent IS NOT NULL;
        """;

    /// <summary>How many steps of its own each read table has taken.</summary>
    private const string TableSteps = """
        CREATE TABLE table_step (
          name TEXT PRIMARY KEY,
          taken INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;

    /// <summary>Digests of the rows that the chain does not cover; rows of versions before have none.</summary>
    private const string Seals = """
        ALTER TABLE stream ADD COLUMN seal BLOB;
        ALTER TABLE idempotency ADD COLUMN seal BLOB;
        """;
}
