using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Checks;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Files;

/// <summary>
/// A database file, to be checked, exported and copied. It is only read, each time in one snapshot, whether or not a daemon
/// has it open. All of it may take long; cancelling ends it and leaves nothing behind.
/// </summary>
/// <param name="path">Where the file is.</param>
public sealed class JournalFile(string path)
{
    /// <summary>
    /// Walks every chain, folds every stream anew and compares snapshots, rows and full-text index. A stream with an erased
    /// payload, of an unknown kind or with a snapshot of another version has only its chain checked, and is counted as skipped.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The file is missing, foreign, newer or cannot be opened.</exception>
    public Task<JournalReport> CheckAsync(StreamKinds kinds, CancellationToken cancellationToken) =>
        Task.Run(() => InSnapshot(database => JournalCheck.Run(database, kinds, cancellationToken)), cancellationToken);

    /// <summary>
    /// Writes one JSON object per line and event, in order of position: position, stream, version, at, actor, type,
    /// payload_digest, hash, data (null when erased). Refuses a stream that does not exist (<c>unknown_stream</c>).
    /// </summary>
    /// <param name="stream">One stream alone; null for all.</param>
    /// <returns>How many events were written.</returns>
    /// <exception cref="JournalUnavailableException">The file is missing, foreign, newer, damaged or cannot be opened.</exception>
    public Task<Outcome<long>> ExportAsync(StreamId? stream, Stream output, CancellationToken cancellationToken) =>
        Task.Run(() => InSnapshot(database => JournalExport.Run(database, stream, output, cancellationToken)), cancellationToken);

    /// <summary>
    /// Makes a copy as of now that only its owner can read. It appears under its name when it is complete, and never takes the
    /// place of another file (<c>file_exists</c>; <c>file_unwritable</c> where none can be made). Whoever opens it as a store
    /// has restored it: its journal gets a new id then.
    /// </summary>
    /// <returns>The size of the copy in bytes.</returns>
    /// <exception cref="JournalUnavailableException">The file is missing, foreign, newer, damaged or cannot be opened; or the disk is full.</exception>
    public Task<Outcome<long>> BackupAsync(string target, CancellationToken cancellationToken) =>
        Task.Run(() => InSnapshot(database => JournalBackup.Run(database, target, cancellationToken)), cancellationToken);

    private T InSnapshot<T>(Func<SqliteDatabase, T> run)
    {
        try
        {
            if (DatabaseHeader.Read(path) is null)
                throw Unavailable.Missing(path);
            SchemaGate.Look(path, SchemaSteps.All);
            using var database = SqliteDatabase.OpenForReading(path);
            database.Execute("BEGIN");
            return run(database);
        }
        catch (SqliteFailure failure)
        {
            throw failure.IsDamage || failure.IsDisk ? Unavailable.Of(failure) : Unavailable.Unopenable(path, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unavailable.Unopenable(path, failure);
        }
    }
}
