using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Vectors;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Files;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Output;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;
using AgentGateway.Storage.Vectors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Storage;

/// <summary>
/// The store in one SQLite file, with the index of what terminals printed in another beside it.
/// </summary>
public sealed class SqliteStore : IStore
{
    private readonly SqliteJournal _journal;
    private readonly ReadSet _reads;
    private readonly SqliteOutputIndex _outputIndex;
    private readonly SqliteVectorStore _vectors;
    private readonly JournalFile _file;
    private readonly DamageLatch _damage;

    private SqliteStore(
        SqliteJournal journal,
        ReadSet reads,
        SqliteOutputIndex outputIndex,
        SqliteVectorStore vectors,
        JournalFile file,
        DamageLatch damage,
        bool wasMoved) =>
        (_journal, _reads, _outputIndex, _vectors, _file, _damage, WasMoved) =
            (journal, reads, outputIndex, vectors, file, damage, wasMoved);

    /// <summary>The native library in use, such as <c>3.40.1</c>.</summary>
    public static string SqliteVersion => SqliteLibrary.Version;

    public string Engine => $"SQLite {SqliteVersion}";

    public IJournal Journal => _journal;

    public IOutputIndex OutputIndex => _outputIndex;

    public IVectorStore Vectors => _vectors;

    public string? OutputSetAside => _file.OutputSetAside;

    public Rejection? Damage => _damage.Found;

    public bool WasMoved { get; private set; }

    /// <summary>
    /// Opens the gateway's database, or makes one that only its owner can read, and brings it to the present schema.
    /// </summary>
    /// <exception cref="JournalUnavailableException">
    /// <c>database_newer</c>, <c>database_foreign</c>, <c>database_damaged</c> (these leave the files as they are),
    /// <c>database_unopenable</c>, <c>disk_full</c>. </exception>
    public static Task<SqliteStore> OpenAsync(
        string path, TimeProvider time, ILoggerFactory? loggerFactory, CancellationToken cancellationToken) =>
        OpenAsync(path, StoreContents.Gateway, null, time, loggerFactory, cancellationToken);

    /// <summary>The same for a store that keeps something else, or that may have been brought here.</summary>
    /// <param name="place">
    /// Names where the file is, so that another value tells that it was copied here; null for no comparison.
    /// </param>
    /// <inheritdoc cref="OpenAsync(string, TimeProvider, ILoggerFactory, CancellationToken)"/>
    public static Task<SqliteStore> OpenAsync(
        string path, StoreContents contents, string? place, TimeProvider time, ILoggerFactory? loggerFactory,
            CancellationToken cancellationToken) =>
        Task.Run(
            () => Open(path, contents, place, time, loggerFactory ?? NullLoggerFactory.Instance, SchemaSteps.All),
            cancellationToken);

    /// <summary>The file as it is, to be read only; nothing is opened before it is asked for something.</summary>
    public static IStoreInspection Inspect(string path, StoreContents contents) =>
        new JournalFile(path, contents.Kinds, new TableSet(contents.Tables));

    public TReads Reads<TReads>()
        where TReads : class => _reads.Of<TReads>();

    public ValueTask<bool> EraseAsync(StreamId stream, long version, CancellationToken cancellationToken) =>
        _journal.EraseAsync(stream, version, cancellationToken);

    /// <summary>
    /// Gives the journal a new id, so that cursors into its former self are refused. Opening a copy that
    /// <see cref="CopyAsync"/> made does this by itself.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The id is the old one.</exception>
    public Task RenewIdAsync(CancellationToken cancellationToken) => _journal.RenewIdAsync(cancellationToken);

    public async Task SettleMoveAsync(CancellationToken cancellationToken)
    {
        await _journal.SettleMoveAsync(cancellationToken);
        WasMoved = false;
    }

    public Task<JournalReport> CheckAsync(CancellationToken cancellationToken) => _file.CheckAsync(cancellationToken);

    public Task<Outcome<long>> ExportAsync(
        StreamId? stream, KnownSecrets hidden, Stream output, CancellationToken cancellationToken) =>
        _file.ExportAsync(stream, hidden, output, cancellationToken);

    public Task<Outcome<JournalCopy>> CopyAsync(string target, CancellationToken cancellationToken) =>
        _file.CopyAsync(target, cancellationToken);

    public Task<bool> CopyOutputAsync(string target, CancellationToken cancellationToken) =>
        _file.CopyOutputAsync(target, cancellationToken);

    public void NoteCopy(string file, long position) => _file.NoteCopy(file, position);

    /// <summary>Writes what was accepted, then closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _outputIndex.DisposeAsync();
        await _vectors.DisposeAsync();
        await _journal.DisposeAsync();
    }

    /// <summary>The same with other numbered steps, for tests of migrations.</summary>
    internal static SqliteStore Open(
        string path, StoreContents contents, string? place, TimeProvider time, ILoggerFactory loggerFactory,
            IReadOnlyList<string> steps)
    {
        OpenedJournal? opened = null;
        try
        {
            var tables = new TableSet(contents.Tables);
            var schema = new SchemaGate(steps, tables);
            OpeningCheck.Run(path, schema);
            var damage = new DamageLatch();
            opened = WritableDatabase.Open(path, schema, place, loggerFactory.CreateLogger<SqliteStore>());
            var pulse = new JournalPulse();
            pulse.Advance(opened.Head.Position);
            var writer = new JournalWriter(
                opened, tables, time, pulse, damage, loggerFactory.CreateLogger<JournalWriter>());
            var pool = new ReadPool(path, damage);
            return new(
                new(opened.Head, contents.Kinds, tables, writer, pool, pulse, time),
                new(tables.All.Select(table => (table.ReadsType, table.SqliteReads(pool, time)))),
                new(SqliteOutputIndex.PathBeside(path), SqliteOutputIndex.DefaultBytesMax, loggerFactory),
                new(SqliteVectorStore.PathBeside(path)),
                new(path, contents.Kinds, tables),
                damage,
                opened.WasMoved);
        }
        catch (SqliteFailure failure)
        {
            Close(opened);
            throw Unavailable.AtOpening(path, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Close(opened);
            throw Unavailable.Unopenable(path, failure);
        }
    }

    private static void Close(OpenedJournal? opened)
    {
        opened?.Database.Dispose();
        opened?.HeadFile.Dispose();
    }
}
