using System.Collections.Concurrent;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Tables;

/// <summary>
/// A few read-only connections. A query runs on the caller's thread: most take microseconds, less than handing them
/// over would. Readers never block the writer, nor the writer them.
/// </summary>
internal sealed class ReadPool(string path, DamageLatch damage) : IAsyncDisposable
{
    private const int ConnectionsMax = 4;
    private const int CacheKiB = 16_384;
    private readonly SemaphoreSlim _free = new(ConnectionsMax);

    /// <summary>The one that was used last is used next, because its cache has what is read often.</summary>
    private readonly ConcurrentStack<SqliteDatabase> _idle = [];
    private volatile bool _closed;

    /// <summary>Runs a query in a snapshot of its own.</summary>
    /// <exception cref="JournalUnavailableException">The database is damaged, or the store was closed.</exception>
    public ValueTask<TResult> ReadAsync<TArgument, TResult>(
        TArgument argument, Func<SqliteDatabase, TArgument, TResult> query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _free.Wait(0, CancellationToken.None)
            ? new(Run(argument, query, cancellationToken))
            : WaitAndReadAsync(argument, query, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        for (var taken = 0; taken < ConnectionsMax; taken++)
            await _free.WaitAsync(CancellationToken.None);
        while (_idle.TryPop(out var database))
            database.Dispose();
        _free.Release(ConnectionsMax);
    }

    private async ValueTask<TResult> WaitAndReadAsync<TArgument, TResult>(
        TArgument argument, Func<SqliteDatabase, TArgument, TResult> query, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        return Run(argument, query, cancellationToken);
    }

    private TResult Run<TArgument, TResult>(
        TArgument argument, Func<SqliteDatabase, TArgument, TResult> query, CancellationToken cancellationToken)
    {
        SqliteDatabase? database = null;
        try
        {
            if (_closed)
                throw Unavailable.Closed();
            database = _idle.TryPop(out var idle) ? idle : Open();
            return InSnapshot(database, argument, query, cancellationToken);
        }
        catch (SqliteFailure failure) when (failure.IsInterrupt)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (SqliteFailure failure)
        {
            damage.Note(failure);
            throw Unavailable.Of(failure);
        }
        finally
        {
            if (database is not null)
                _idle.Push(database);
            _free.Release();
        }
    }

    private static TResult InSnapshot<TArgument, TResult>(
        SqliteDatabase database, TArgument argument, Func<SqliteDatabase, TArgument, TResult> query,
            CancellationToken cancellationToken)
    {
        database.Prepare("BEGIN").Run();
        try
        {
            using var interruption = cancellationToken.UnsafeRegister(
                static reading => ((SqliteDatabase)reading!).Interrupt(), database);
            return query(database, argument);
        }
        finally
        {
            database.ResetAll();
            database.Prepare("ROLLBACK").Run();
        }
    }

    private SqliteDatabase Open()
    {
        var database = SqliteDatabase.OpenForReading(path);
        database.Execute($"PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{CacheKiB}");
        return database;
    }
}
