using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Threads;
using AgentGateway.Storage.Asks;
using AgentGateway.Storage.CommandQueues;
using AgentGateway.Storage.Files;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Output;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Search;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tasks;
using AgentGateway.Storage.Threads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Storage;

/// <summary>
/// Everything durable, in one SQLite file: the journal and its read tables; and beside it the index of what terminals printed. Open once per file and process; whether
/// another process has it open for writing is for the holder of the data directory's lock to know.
/// </summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private readonly SqliteJournal _journal;
    private readonly DamageLatch _damage;

    private readonly SqliteOutputIndex _outputIndex;

    private SqliteStore(
        SqliteJournal journal, GatewayReads reads, SqliteOutputIndex outputIndex, JournalFile file, DamageLatch damage) =>
        (_journal, Reads, _outputIndex, File, _damage) = (journal, reads, outputIndex, file, damage);

    /// <summary>The native library in use, such as <c>3.40.1</c>.</summary>
    public static string SqliteVersion => SqliteLibrary.Version;

    public IJournal Journal => _journal;

    public GatewayReads Reads { get; }

    public IThreadReads ThreadReads => Reads.Threads;

    public ICommandQueueReads CommandQueueReads => Reads.Commands;

    /// <summary>The index of terminal output: a file of its own beside the journal, opened when it is first used.</summary>
    public IOutputIndex OutputIndex => _outputIndex;

    /// <summary>The same file to check, export and copy, which works while it is open here.</summary>
    public JournalFile File { get; }

    /// <summary>What is wrong with the database, or null. While it is damaged, appends are refused and reads do what they can.</summary>
    public Rejection? Damage => _damage.Found;

    /// <summary>Opens the database, or makes one that only its owner can read, and brings it to the present schema.</summary>
    /// <exception cref="JournalUnavailableException">
    /// <c>database_newer</c>, <c>database_foreign</c> (both leave the file as it is), <c>database_damaged</c>,
    /// <c>database_unopenable</c>, <c>disk_full</c>.
    /// </exception>
    public static Task<SqliteStore> OpenAsync(
        string path, TimeProvider time, ILoggerFactory? loggerFactory, CancellationToken cancellationToken) =>
        OpenAsync(path, StoreContents.Gateway, time, loggerFactory, cancellationToken);

    /// <summary>The same for a store that keeps something else than the gateway's own.</summary>
    public static Task<SqliteStore> OpenAsync(
        string path, StoreContents contents, TimeProvider time, ILoggerFactory? loggerFactory, CancellationToken cancellationToken) =>
        Task.Run(() => Open(path, contents, time, loggerFactory ?? NullLoggerFactory.Instance, SchemaSteps.All), cancellationToken);

    /// <summary>
    /// Removes the payload of one event for good, with its salt, the text that its message shows and that text's words in the
    /// index. The event stays in its place and the chain holds. False when there is no such event. Answers that are kept for
    /// idempotency keys may repeat the text until they expire.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Nothing was erased.</exception>
    public ValueTask<bool> EraseAsync(StreamId stream, long version, CancellationToken cancellationToken) =>
        _journal.EraseAsync(stream, version, cancellationToken);

    /// <summary>
    /// Gives the journal a new id, so that cursors into its former self are refused. Opening a copy that
    /// <see cref="JournalFile.BackupAsync"/> made does this by itself.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The id is the old one.</exception>
    public Task RenewIdAsync(CancellationToken cancellationToken) => _journal.RenewIdAsync(cancellationToken);

    /// <summary>Writes what was accepted, then closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _outputIndex.DisposeAsync();
        await _journal.DisposeAsync();
    }

    /// <summary>The same with other steps, for tests of migrations.</summary>
    internal static SqliteStore Open(
        string path, StoreContents contents, TimeProvider time, ILoggerFactory loggerFactory, IReadOnlyList<string> steps)
    {
        SqliteDatabase? database = null;
        try
        {
            SchemaGate.Look(path, steps);
            var damage = new DamageLatch();
            database = WritableDatabase.Open(path, steps, damage, loggerFactory.CreateLogger<SqliteStore>());
            var pulse = new JournalPulse();
            pulse.Advance(database.Number("SELECT max(position) FROM event"));
            var id = database.Text($"SELECT value FROM meta WHERE name = '{JournalMeta.Id}'")!;
            var writer = new JournalWriter(database, time, pulse, damage, loggerFactory.CreateLogger<JournalWriter>());
            var reads = new ReadPool(path, damage);
            return new(
                new(id, contents.Kinds, writer, reads, pulse, time),
                new(new SqliteThreadReads(reads, new SqliteSearch(time)), new SqliteCommandQueueReads(reads), new SqliteAskReads(reads), new SqliteTaskReads(reads)),
                new(SqliteOutputIndex.PathBeside(path), SqliteOutputIndex.DefaultBytesMax, loggerFactory),
                new JournalFile(path),
                damage);
        }
        catch (SqliteFailure failure)
        {
            database?.Dispose();
            throw failure.IsDamage || failure.IsDisk ? Unavailable.Of(failure) : Unavailable.Unopenable(path, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            database?.Dispose();
            throw Unavailable.Unopenable(path, failure);
        }
    }
}
