using System.Globalization;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Storage.Output;

/// <summary>
/// A pair of tables that holds the output of a while: blocks, and the index of their words. Words of a block that was
/// deleted stay in the index, where they lead nowhere, until the whole generation is dropped: taking them out would
/// cost as much as putting them in.
/// </summary>
/// <param name="number">The higher the newer; never given again.</param>
/// <param name="slot">
/// What its tables are called by. It is given again, so that statements do not pile up on connections.
/// </param>
internal sealed class OutputGeneration(long number, long slot)
{
    /// <summary>More generations than these never live.</summary>
    public const int SlotsMax = 64;

    private const int HashBytes = 4 * 1024 * 1024;
    private const int CrisisSegments = 256;

    private readonly string _slot = slot.ToString(CultureInfo.InvariantCulture);

    public long Number => number;

    public long Slot => slot;

    /// <summary>Added in all, deleted ones too.</summary>
    public long Characters { get; private set; }

    /// <inheritdoc cref="Characters"/>
    public long Blocks { get; private set; }

    /// <summary>From the oldest to the newest.</summary>
    public static List<OutputGeneration> Load(SqliteDatabase database)
    {
        var statement = database.Prepare("SELECT number, slot, characters, blocks FROM generation ORDER BY number");
        List<OutputGeneration> generations = [];
        while (statement.Step())
            generations.Add(
                new(statement.Int64(0), statement.Int64(1))
                {
                    Characters = statement.Int64(2),
                    Blocks = statement.Int64(3),
                });
        statement.Reset();
        return generations;
    }

    public static OutputGeneration Begin(SqliteDatabase database, long slot)
    {
        database.Prepare("INSERT INTO generation (slot, characters, blocks) VALUES (?1, 0, 0)").Bind(1, slot).Run();
        var generation = new OutputGeneration(database.LastInsertedRow, slot);
        generation.Create(database);
        return generation;
    }

    /// <summary>Notes in its row what was added.</summary>
    public void Save(SqliteDatabase database) =>
        database.Prepare("UPDATE generation SET characters = ?2, blocks = ?3 WHERE number = ?1").Bind(1, number)
            .Bind(2, Characters).Bind(3, Blocks).Run();

    public void Drop(SqliteDatabase database)
    {
        database.Execute($"DROP TABLE block_{_slot}; DROP TABLE words_{_slot}");
        database.Prepare("DELETE FROM generation WHERE number = ?1").Bind(1, number).Run();
    }

    /// <summary>False: there is a block of that number.</summary>
    public bool Add(SqliteDatabase database, long id, long session, ReadOnlySpan<OutputLine> lines)
    {
        var text = OutputBlock.Text(lines);
        database.Prepare(
            $"INSERT OR IGNORE INTO block_{_slot} (id, session, last, marks, text) VALUES (?1, ?2, ?3, ?4, ?5)")
            .Bind(1, id).Bind(2, session).Bind(3, lines[^1].Offset).BindBlob(4, OutputBlock.Marks(lines)).Bind(5, text)
            .Run();
        if (database.Changes == 0)
            return false;
        database.Prepare($"INSERT INTO words_{_slot} (rowid, words) VALUES (?1, ?2)")
            .Bind(1, id).Bind(2, OutputWords.Of(session, lines, text)).Run();
        Characters += text.Length;
        Blocks++;
        return true;
    }

    /// <summary>Deletes the blocks of a session that end before that offset.</summary>
    public void Trim(SqliteDatabase database, long session, long before) =>
        database.Prepare($"DELETE FROM block_{_slot} WHERE session = ?1 AND last < ?2").Bind(1, session).Bind(2, before)
            .Run();

    public long CountBlocks(SqliteDatabase database) => database.Number($"SELECT count(*) FROM block_{_slot}");

    /// <summary>Adds every block of an older generation to this one.</summary>
    public void TakeFrom(OutputGeneration older, SqliteDatabase database)
    {
        var all = database.Prepare($"SELECT id, session, marks, text FROM block_{older._slot} ORDER BY id");
        while (all.Step())
        {
            OutputLine[] lines = [.. OutputBlock.LastFirst(all.Bytes(2).ToArray(), all.Text(3)).Reverse()];
            Add(database, all.Int64(0), all.Int64(1), lines);
        }

        all.Reset();
    }

    /// <summary>A step of merging the index's segments; false when there is nothing left to merge.</summary>
    public bool Merge(SqliteDatabase database, int pages)
    {
        var before = database.TotalChanges;
        database.Prepare($"INSERT INTO words_{_slot} (words_{_slot}, rank) VALUES ('merge', ?1)").Bind(1, pages).Run();

        // SQLite documents that fewer than two changes mean that there was nothing left to merge.
        return database.TotalChanges - before >= 2;
    }

    /// <summary>
    /// The numbers of blocks that match, from the highest on, none below <paramref name="from"/>. Who steps through
    /// them resets it.
    /// </summary>
    public SqliteStatement Matches(SqliteDatabase database, string query, long from) =>
        database.Prepare(
            $"SELECT rowid FROM words_{_slot} WHERE words_{_slot} MATCH ?1 AND rowid >= ?2 ORDER BY rowid DESC")
            .Bind(1, query).Bind(2, from);

    /// <summary>The session and the lines of a block, the last first; null when it was deleted.</summary>
    public (long Session, IEnumerable<OutputLine> Lines)? Block(SqliteDatabase database, long id)
    {
        var statement = database.Prepare($"SELECT session, marks, text FROM block_{_slot} WHERE id = ?1").Bind(1, id);
        (long, IEnumerable<OutputLine>)? block = statement.Step()
            ? (statement.Int64(0), OutputBlock.LastFirst(statement.Bytes(1).ToArray(), statement.Text(2)))
            : null;
        statement.Reset();
        return block;
    }

    private void Create(SqliteDatabase database) => database.Execute($"""
        CREATE TABLE block_{_slot} (
          id INTEGER PRIMARY KEY,
          session INTEGER NOT NULL,
          last INTEGER NOT NULL,
          marks BLOB NOT NULL,
          text TEXT NOT NULL
        );
        CREATE INDEX block_session_{_slot} ON block_{_slot} (session, last);
        CREATE VIRTUAL TABLE words_{_slot} USING fts5 (words, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
        INSERT INTO words_{_slot} (words_{_slot}, rank) VALUES ('automerge', 0), ('crisismerge', {CrisisSegments}), ('hashsize', {HashBytes});
        """);
}
