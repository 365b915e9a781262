using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Queues;
using AgentGateway.Storage.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Storage.Output;

/// <summary>
/// The one thread that writes the output index. It takes the waiting lines, up to a limit, and writes them in one
/// transaction; a caller that appends faster than it writes waits. A damaged file is set aside, and a new one
/// begun.
/// </summary>
internal sealed partial class OutputWriter : IAsyncDisposable
{
    private const int QueueMax = 256;
    private const int GroupLinesMax = 20_000;
    private const int MergePages = 64;

    /// <summary>Lines, and groups, after which segments are merged even if there is no pause.</summary>
    private const int LinesUnmergedMax = 40_000;
    private const int GroupsUnmergedMax = 32;

    private readonly string _path;
    private readonly long _bytesMax;
    private readonly ILogger _logger;
    private readonly List<OutputWork> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkQueue<OutputWork> _queue;

    private volatile OutputFile? _file;
    private long _linesMerged;
    private int _groups;

    public OutputWriter(string path, long bytesMax, ILogger logger)
    {
        (_path, _bytesMax, _logger) = (path, bytesMax, logger);
        _queue = new(QueueMax, IsMergeOwed, Merge);
        new Thread(Run) { Name = "output index", IsBackground = true }.Start();
    }

    /// <summary>The file as it is open now; null before the first work was done.</summary>
    public OutputFile? File => _file;

    /// <summary>
    /// Puts work behind all that was put before. Cancelling has an effect only while the queue is full.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Nothing was written.</exception>
    public async ValueTask WriteAsync(OutputWork work, CancellationToken cancellationToken)
    {
        await _queue.PutAsync(work, cancellationToken);
        await work.Outcome;
    }

    /// <summary>Writes what is in the queue, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task;
        if (_file is { } file)
            await file.DisposeAsync();
    }

    private void Run()
    {
        try
        {
            while (_queue.WaitForWork())
            {
                TakeGroup();
                Write();
                if (IsMergeOverdue())
                    Merge();
            }
        }
        catch (Exception failure)
        {
            // A bug of the writer. Its callers must not wait for ever because of it, and terminals go on without their
            // index.
            LogStopped(failure);
            _queue.Close();
            while (_queue.TryTake(out var work))
                _group.Add(work);
            foreach (var work in _group)
                work.Fail(Unavailable.Closed());
        }

        _ended.SetResult();
    }

    private void TakeGroup()
    {
        _group.Clear();
        for (var lines = 0; lines < GroupLinesMax && _queue.TryTake(out var work); lines += work.Lines)
            _group.Add(work);
    }

    private void Write()
    {
        Exception? failure = TryWrite();
        if (failure is SqliteFailure { IsDamage: true })
            failure = TryWrite();
        _groups++;
        foreach (var work in _group)
        {
            if (failure is null)
                work.Complete();
            else
                work.Fail(
                    failure is SqliteFailure statement
                        ? Unavailable.Of(statement)
                        : Unavailable.Unopenable(_path, failure));
        }
    }

    /// <summary>Writes the group, all of it or nothing. A file that was found damaged is not used again.</summary>
    private Exception? TryWrite()
    {
        try
        {
            if (_file is { IsDamaged: true })
                SetAside("a reader found it damaged");
            var file = _file ?? Open();
            Transact(file, _group);
            return null;
        }
        catch (SqliteFailure failure)
        {
            if (failure.IsDamage && _file is not null)
                SetAside(failure.Message);
            return failure;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure;
        }
    }

    private static void Transact(OutputFile file, List<OutputWork> group)
    {
        file.Database.Prepare("BEGIN IMMEDIATE").Run();
        try
        {
            foreach (var work in group)
                work.Write(file.Tables);
            file.Tables.Flush();
            file.Database.Prepare("COMMIT").Run();
        }
        catch
        {
            file.Tables.Forget();
            file.Database.ResetAll();
            file.Database.Rollback();
            throw;
        }
    }

    private OutputFile Open()
    {
        var (file, setAside) = OutputFile.Open(_path, _bytesMax);
        if (setAside is not null)
            LogSetAside(_path, OutputSchema.AsidePath(_path), setAside);
        _file = file;
        return file;
    }

    private void SetAside(string reason)
    {
        LogSetAside(_path, OutputSchema.AsidePath(_path), reason);
        var file = _file!;
        _file = null;
        OutputSchema.SetAside(_path);

        // Readers end soon, and this thread has nothing to do before they have.
        file.DisposeAsync().AsTask().Wait();
    }

    private bool IsMergeOwed() => _file is { Tables.IsMergeOwed: true };

    private bool IsMergeOverdue() =>
        _file is { Tables: { IsMergeOwed: true } tables } && (
            tables.Lines - _linesMerged >= LinesUnmergedMax || _groups >= GroupsUnmergedMax);

    private void Merge()
    {
        var file = _file!;
        (_linesMerged, _groups) = (file.Tables.Lines, 0);
        try
        {
            file.Tables.Merge(MergePages);
        }
        catch (SqliteFailure failure)
        {
            file.Tables.Forget();
            LogMergeFailed(failure);
            if (failure.IsDamage)
                SetAside(failure.Message);
        }
    }
}
