using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Checks;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Output;
using AgentGateway.Storage.Schema;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.Files;

/// <summary>
/// A database file, to be checked, exported and copied, whether or not a store has it open.
/// </summary>
/// <param name="path">Where the file is.</param>
internal sealed class JournalFile(string path, StreamKinds kinds, TableSet tables) : IStoreInspection
{
    public string? OutputSetAside => SqliteOutputIndex.SetAsideOf(SqliteOutputIndex.PathBeside(path));

    public Task<JournalReport> CheckAsync(CancellationToken cancellationToken) =>
        Task.Run(
            () => InSnapshot(database => new JournalCheck(database, kinds, tables).Run(cancellationToken)),
            cancellationToken);

    public Task<Outcome<long>> ExportAsync(StreamId? stream, Stream output, CancellationToken cancellationToken) =>
        Task.Run(
            () => InSnapshot(database => DatabaseExport.Run(database, stream, output, cancellationToken)),
            cancellationToken);

    public Task<Outcome<long>> CopyAsync(string target, CancellationToken cancellationToken) =>
        Task.Run(
            () => InSnapshot(database => JournalBackup.Run(database, target, cancellationToken)), cancellationToken);

    private T InSnapshot<T>(Func<SqliteDatabase, T> run)
    {
        try
        {
            if (DatabaseHeader.Read(path) is null)
                throw Unavailable.Missing(path);
            new SchemaGate(SchemaSteps.All, tables).Look(path);
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
