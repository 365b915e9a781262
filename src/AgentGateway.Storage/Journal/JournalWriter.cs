using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Queues;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Storage.Journal;

/// <summary>
/// The one thread that writes. It takes the waiting requests, up to a limit, writes them in one transaction and so pays
/// one sync for all of it. Requests are written in the order in which they came.
/// </summary>
internal sealed partial class JournalWriter : IDisposable
{
    private const int QueueMax = 4_096;
    private const int GroupMax = 512;
    private const long GroupBytesMax = 4 * 1024 * 1024;
    private const int ClosingBusyMilliseconds = 500;

    private readonly SqliteDatabase _database;
    private readonly JournalTables _tables;
    private readonly Upkeep _upkeep;
    private readonly HeadFile _headFile;
    private readonly JournalPulse _pulse;
    private readonly DamageLatch _damage;
    private readonly ILogger _logger;
    private readonly List<JournalWork> _group = new(GroupMax);
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkQueue<JournalWork> _queue;

    private JournalHead _head;
    private bool _isClosed;

    /// <param name="opened">The connection, with the head of what is in the database.</param>
    public JournalWriter(
        OpenedJournal opened, TableSet tables, TimeProvider time, JournalPulse pulse, DamageLatch damage,
            ILogger logger)
    {
        (var database, _headFile, _head, _) = opened;
        (_database, _pulse, _damage, _logger) = (database, pulse, damage, logger);
        _tables = new(database, tables, time) { LastPosition = pulse.Position };
        _upkeep = new(database, _tables, time);
        _queue = new(QueueMax, () => _upkeep.IsOwed, KeepUp);
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        new Thread(Run) { Name = "journal writer", IsBackground = true }.Start();
    }

    /// <summary>
    /// Puts work behind all that was put before and returns its outcome. Cancelling has an effect only while the queue
    /// is full: what is in it will be written, and its caller is told.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Nothing was written.</exception>
    public ValueTask<TOutcome> WriteAsync<TOutcome>(JournalWork<TOutcome> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<TOutcome>(cancellationToken);
        if (_damage.Found is { } damage)
            return ValueTask.FromException<TOutcome>(new JournalUnavailableException(damage));
        return _queue.TryPut(work) ? new(work.Outcome) : WaitForRoomAsync(work, cancellationToken);
    }

    /// <summary>Gives the journal another id and returns it.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public ValueTask<string> RenewIdAsync(long epoch, CancellationToken cancellationToken) =>
        WriteAsync(new RenewIdWork(JournalMeta.NewId(), epoch, _headFile), cancellationToken);

    /// <summary>Writes what is in the queue, then ends. The connection stays open until it is disposed.</summary>
    public Task EndAsync()
    {
        _queue.Close();
        return _ended.Task;
    }

    /// <summary>
    /// Closes the connection of a writer that has ended. The log is emptied into the database unless another program
    /// reads it; a damaged database is only closed.
    /// </summary>
    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            if (_damage.Found is null)
                _database.Execute(
                    $"PRAGMA busy_timeout = {ClosingBusyMilliseconds}; PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteFailure failure)
        {
            LogNotEmptied(failure);
        }

        _database.Dispose();
        _headFile.Dispose();
    }

    private async ValueTask<TOutcome> WaitForRoomAsync<TOutcome>(
        JournalWork<TOutcome> work, CancellationToken cancellationToken)
    {
        await _queue.PutAsync(work, cancellationToken);
        return await work.Outcome;
    }

    private void Run()
    {
        try
        {
            while (_queue.WaitForWork())
            {
                TakeGroup();
                Commit(_group);
                if (_upkeep.IsOverdue)
                    KeepUp();
            }

            _pulse.Close();
            _ended.SetResult();
        }
        catch (Exception failure)
        {
            // A bug of the writer. Its callers must not wait for ever because of it.
            LogStopped(failure);
            _damage.Note($"the writer stopped ({failure.Message})");
            _queue.Close();
            while (_queue.TryTake(out var work))
                _group.Add(work);
            foreach (var work in _group)
                work.Fail(Unavailable.Closed());
            _pulse.Close();
            _ended.SetResult();
        }
    }

    private void TakeGroup()
    {
        _group.Clear();
        for (var bytes = 0L; _group.Count < GroupMax && bytes < GroupBytesMax && _queue.TryTake(out var work);)
        {
            _group.Add(work);
            bytes += work.Bytes;
        }
    }

    private void Commit(List<JournalWork> group)
    {
        try
        {
            _begin.Run();
            _tables.Begin();
            foreach (var work in group)
                work.Write(_tables);
            _commit.Run();
        }
        catch (Exception failure)
        {
            Undo(group, failure);
            return;
        }

        NoteHead(group);

        // The position is visible before a caller hears that the append is done.
        _pulse.Advance(_tables.LastPosition);
        foreach (var work in group)
        {
            if (work is EraseWork { HasErased: true })
                _upkeep.RewriteIndexes();
            work.Complete();
        }

        _upkeep.Note();
    }

    /// <summary>What callers will be told is acknowledged is in the head's file before they are told.</summary>
    private void NoteHead(List<JournalWork> group)
    {
        var head = _head;
        if (_tables.LastPosition != head.Position)
            head = head with
            {
                Position = _tables.LastPosition,
                Hash = Convert.ToHexStringLower(_tables.LastHash),
            };
        foreach (var work in group)
        {
            if (work is RenewIdWork { Renewed: { } id })
                head = head with { Id = id };
        }

        if (head != _head)
            _headFile.Write(_head = head);
    }

    /// <summary>
    /// Nothing of the group was written. A contradiction is the fault of one: the others are written without it.
    /// </summary>
    private void Undo(List<JournalWork> group, Exception failure)
    {
        Rollback();
        if (failure is SqliteFailure { IsDamage: true } damage)
            _damage.Note(damage);
        var isStatement = failure is SqliteFailure { IsConstraint: false };
        if (group.Count > 1 && !isStatement)
        {
            foreach (var work in group.ToArray())
                Commit([work]);
            return;
        }

        var told = failure switch
        {
            SqliteFailure { IsConstraint: true } => new InvalidOperationException(
                "The append contradicts what is stored: a bug of its caller.", failure),
            SqliteFailure statement => Unavailable.Of(statement),
            _ => failure,
        };
        foreach (var work in group)
            work.Fail(told);
    }

    private void Rollback()
    {
        _tables.LastPosition = _pulse.Position;
        try
        {
            _database.Rollback();
        }
        catch (SqliteFailure failure)
        {
            LogRollbackFailed(failure);
        }
    }

    private void KeepUp()
    {
        try
        {
            _upkeep.Step();
        }
        catch (SqliteFailure failure)
        {
            Rollback();
            _damage.Note(failure);
            _upkeep.Drop();
            LogUpkeepFailed(failure);
        }
    }
}
