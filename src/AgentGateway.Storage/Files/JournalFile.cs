using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Storage.Checks;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Journal;
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
            () => InSnapshot(database =>
            {
                // The snapshot begins with the first query, and the database may only be ahead of what was read before.
                var head = HeadFile.Read(path);
                return new JournalCheck(database, kinds, tables, head).Run(cancellationToken);
            }),
            cancellationToken);

    public Task<Outcome<long>> ExportAsync(
        StreamId? stream, KnownSecrets hidden, Stream output, CancellationToken cancellationToken) =>
        Task.Run(
            () => InSnapshot(database => DatabaseExport.Run(database, stream, hidden, output, cancellationToken)),
            cancellationToken);

    public Task<Outcome<JournalCopy>> CopyAsync(string target, CancellationToken cancellationToken) =>
        Task.Run(
            () => InSnapshot(database => JournalBackup.Run(database, target, cancellationToken).Map(bytes =>
                StoredHead.Of(database) is { } head
                    ? new JournalCopy(bytes, head.Id, head.Position)
                    : new JournalCopy(bytes, "", 0))),
            cancellationToken);

    public Task<bool> CopyOutputAsync(string target, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                var source = SqliteOutputIndex.PathBeside(path);
                return File.Exists(source) && OutputSchema.TryCopy(source, target, cancellationToken);
            },
            cancellationToken);

    public void NoteCopy(string file, long position) => BackupList.Add(path, file, position);

    private T InSnapshot<T>(Func<SqliteDatabase, T> run)
    {
        try
        {
            if (DatabaseHeader.Read(path) is null)
            {
                OpeningCheck.RefuseLost(path);
                throw Unavailable.Missing(path);
            }

            new SchemaGate(SchemaSteps.All, tables).Look(path);
            using var database = SqliteDatabase.OpenForReading(path);
            database.Execute("BEGIN");
            return run(database);
        }
        catch (SqliteFailure failure)
        {
            throw Unavailable.AtOpening(path, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unavailable.Unopenable(path, failure);
        }
    }
}
