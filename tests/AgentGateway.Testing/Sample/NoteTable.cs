using AgentGateway.Domain;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Testing.Sample;

/// <summary>A table that no file of the storage project knows.</summary>
/// <param name="steps">How many of its steps this version of the program has.</param>
public sealed class NoteTable(int steps = 2) : ReadTable
{
    private static readonly string[] Steps =
    [
        "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
        "ALTER TABLE note ADD COLUMN length INTEGER NOT NULL DEFAULT 0",
    ];

    public override string Name => "note";

    public override IReadOnlyList<Type> RowTypes { get; } = [typeof(NoteRow)];

    public override Type ReadsType => typeof(INoteReads);

    internal override IReadOnlyList<string> SchemaSteps => Steps[..steps];

    internal override IReadOnlyList<StrayRows> Strays { get; } =
    [
        new("a note belongs to no stream",
            "SELECT count(*), NULL, 'note/' || min(id) FROM note WHERE 'note/' || id NOT IN (SELECT id FROM stream)"),
    ];

    internal override IReadOnlyList<RowCount> Counts { get; } =
        [new(typeof(NoteRow), NoteMachine.Kind, "note", "SELECT count(*) FROM note WHERE id = ?1")];

    internal override byte[]? Detail(ReadRow row) => null;

    internal override SqliteTable InSqlite(SqliteDatabase database) => new InFile(database);

    internal override object SqliteReads(ReadPool reads, TimeProvider time) => new Reads(reads);

    internal override VolatileTable InMemory(Lock gate, TimeProvider time) => new Kept(gate);

    internal override RowState Compare(SqliteDatabase database, ReadRow row, EventPosition position)
    {
        var stored = Text(database, row.Key);
        return stored is null ? RowState.Missing : stored == ((NoteRow)row).Text ? RowState.Same : RowState.Different;
    }

    private static string? Text(SqliteDatabase database, string id)
    {
        var statement = database.Prepare("SELECT text FROM note WHERE id = ?1").Bind(1, id);
        var text = statement.First(record => record.Text(0));
        statement.Reset();
        return text;
    }

    private sealed class InFile(SqliteDatabase database) : SqliteTable
    {
        private readonly SqliteStatement _put = database.Prepare(
            "INSERT OR REPLACE INTO note (id, text) VALUES (?1, ?2)");

        public override void Put(PreparedRow prepared, long position) =>
            _put.Bind(1, prepared.Row.Key).Bind(2, ((NoteRow)prepared.Row).Text).Run();
    }

    private sealed class Reads(ReadPool reads) : INoteReads
    {
        public ValueTask<string?> NoteAsync(string id, CancellationToken cancellationToken) =>
            reads.ReadAsync(id, Text, cancellationToken);
    }

    private sealed class Kept(Lock gate) : VolatileTable(gate), INoteReads
    {
        private readonly Dictionary<string, NoteRow> _rows = [];

        public override void Put(ReadRow row, long position) => _rows[row.Key] = (NoteRow)row;

        public override ReadRow? Find(ReadRow row, long position) => _rows.GetValueOrDefault(row.Key);

        public ValueTask<string?> NoteAsync(string id, CancellationToken cancellationToken) =>
            Read(() => _rows.GetValueOrDefault(id)?.Text, cancellationToken);
    }
}
