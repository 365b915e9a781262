using System.Runtime.InteropServices;
using AgentGateway.Runtime.Vectors;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Vectors;

/// <summary>
/// The file of the vectors while it is open, and its statements. What is removed from it is overwritten, because a vector
/// tells something of its text.
/// </summary>
internal sealed class VectorFile : IDisposable
{
    /// <summary>Raised with every change of the tables.</summary>
    private const int Version = 1;

    private const string Tables = """
        CREATE TABLE source (
          journal TEXT NOT NULL,
          embedder TEXT NOT NULL,
          oldest INTEGER,
          newest INTEGER
        );
        CREATE TABLE vector (
          kind TEXT NOT NULL,
          id TEXT NOT NULL,
          part INTEGER NOT NULL,
          stream TEXT NOT NULL,
          position INTEGER NOT NULL,
          scale REAL NOT NULL,
          steps BLOB NOT NULL,
          PRIMARY KEY (kind, id, part)
        );
        CREATE INDEX vector_stream ON vector (stream);
        """;

    private readonly SqliteDatabase _database;

    private VectorFile(SqliteDatabase database) => _database = database;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="SqliteFailure">It is damaged, or the disk fails.</exception>
    /// <returns>Null when it is not of this version of this program.</returns>
    public static VectorFile? Open(string path)
    {
        if (DatabaseHeader.Read(path) is { } header
            && !(header.IsSqlite && header.Application is DatabaseHeader.OurApplication or 0))
            return null;
        PrivateFile.Make(path);
        var database = SqliteDatabase.OpenForWriting(path);
        try
        {
            // No sync at a commit: vectors that a power failure takes are made again.
            database.Execute("""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = NORMAL;
                PRAGMA secure_delete = ON;
                """);
            if (database.Number("SELECT count(*) FROM sqlite_master") == 0)
                database.Execute($"""
                    BEGIN IMMEDIATE;
                    {Tables}
                    PRAGMA application_id = {DatabaseHeader.OurApplication};
                    PRAGMA user_version = {Version};
                    COMMIT
                    """);
            if (database.Number("PRAGMA user_version") == Version) return new(database);
            database.Dispose();
            return null;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public StoredVectors Load(VectorSource source)
    {
        var statement = _database.Prepare("SELECT journal, embedder, oldest, newest FROM source");
        var isSame = statement.Step() && source == new VectorSource(statement.Text(0), statement.Text(1));
        var reach = isSame && statement.Int64OrNull(2) is { } oldest && statement.Int64OrNull(3) is { } newest
            ? new VectorReach(oldest, newest)
            : null;
        statement.Reset();
        if (isSame) return new([.. Texts()], reach);
        Clear(source);
        return new([], null);
    }

    public void Write(VectorChange change) => InTransaction(() =>
    {
        var ofStream = _database.Prepare("DELETE FROM vector WHERE stream = ?1");
        foreach (var group in change.RemoveGroups) ofStream.Bind(1, group).Run();
        var ofKey = _database.Prepare("DELETE FROM vector WHERE kind = ?1 AND id = ?2");
        foreach (var key in change.Remove.Concat(change.Put.Select(text => text.Key)))
            ofKey.Bind(1, key.Kind).Bind(2, key.Id).Run();
        var insert = _database.Prepare(
            "INSERT INTO vector (kind, id, part, stream, position, scale, steps) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        foreach (var text in change.Put)
        {
            for (var part = 0; part < text.Vectors.Count; part++)
                insert.Bind(1, text.Key.Kind).Bind(2, text.Key.Id).Bind(3, (long)part).Bind(4, text.Group)
                    .Bind(5, text.Position).Bind(6, (double)text.Vectors[part].Scale)
                    .BindBlob(7, MemoryMarshal.AsBytes<sbyte>(text.Vectors[part].Steps)).Run();
        }

        _database.Prepare("UPDATE source SET oldest = ?1, newest = ?2").Bind(1, change.Reach.Oldest)
            .Bind(2, change.Reach.Newest).Run();
    });

    public void Clear(VectorSource source) => InTransaction(() =>
    {
        _database.Execute("DELETE FROM vector; DELETE FROM source");
        _database.Prepare("INSERT INTO source (journal, embedder) VALUES (?1, ?2)").Bind(1, source.Journal)
            .Bind(2, source.Embedder).Run();
    });

    public void Dispose() => _database.Dispose();

    private IEnumerable<EmbeddedText> Texts()
    {
        var statement = _database.Prepare(
            "SELECT kind, id, stream, position, scale, steps FROM vector ORDER BY kind, id, part");
        EmbeddedText? text = null;
        List<TextVector> vectors = [];
        while (statement.Step())
        {
            var key = new VectorKey(statement.Text(0), statement.Text(1));
            if (text is not null && text.Key != key)
            {
                yield return text with { Vectors = vectors };
                vectors = [];
            }

            text = new(key, statement.Text(2), statement.Int64(3), []);
            vectors.Add(new((float)statement.Double(4), MemoryMarshal.Cast<byte, sbyte>(statement.Bytes(5)).ToArray()));
        }

        statement.Reset();
        if (text is not null) yield return text with { Vectors = vectors };
    }

    private void InTransaction(Action change)
    {
        _database.Execute("BEGIN IMMEDIATE");
        try
        {
            change();
            _database.Execute("COMMIT");
        }
        catch
        {
            _database.ResetAll();
            _database.Rollback();
            throw;
        }
    }
}
