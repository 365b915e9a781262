using System.Buffers;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Makes searchable lines of a ring, in a loop of its own, so that the terminal never waits for the index. What the
/// ring has forgotten before this came by is not indexed; what a crash kept from the index is read again.
/// </summary>
internal sealed class OutputIndexing(
    TerminalSession session, OutputRing ring, OutputTimeline timeline, SecretRedactor redactor, LiveServices services)
{
    private const int ReadBytes = 64 * 1024;
    private const int BatchLines = 512;
    private const int TrimBytes = 1024 * 1024;

    /// <summary>After so long without output a line that is not finished is indexed as it is.</summary>
    private static readonly TimeSpan QuietWait = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan FaultDelay = TimeSpan.FromSeconds(2);

    private readonly IndexedSession _indexed = new(session.Id, session.Agent);
    private readonly List<OutputLine> _lines = [];
    private LineSplitter _splitter = new(redactor);
    private long _next;
    private long _trimmedTo;
    private bool _isOpenLine;

    /// <summary>Ends with the ring, when all of it is indexed, or when cancelled. Never fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var index = services.Index;
        while (true)
        {
            try
            {
                await IndexAsync(index, cancellationToken);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure)
            {
                LiveLog.NotIndexed(services.Log, failure, session.Id);
                await Task.Delay(
                    FaultDelay, services.Time, cancellationToken)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested) return;
            }
        }
    }

    private async Task IndexAsync(IOutputIndex index, CancellationToken cancellationToken)
    {
        _next = Math.Max(ring.Start, await index.IndexedToAsync(session.Id, cancellationToken));
        _splitter = new(redactor);
        _lines.Clear();
        _isOpenLine = false;
        var times = PastTimes();
        while (true)
        {
            var more = ring.WaitForAsync(_next, cancellationToken);
            if (!more.IsCompleted && _isOpenLine && !await ComesSoonAsync(more, cancellationToken))
            {
                await FlushAsync(index, cancellationToken);
                continue;
            }

            if (!await more) break;
            Split(times);
            if (_lines.Count >= BatchLines || ring.End <= _next) await AppendAsync(index, cancellationToken);
            await Task.Yield();
        }

        await FlushAsync(index, cancellationToken);
    }

    /// <summary>
    /// Makes lines of the next bytes. The buffer is had only so long: many sessions wait, and few of them print.
    /// </summary>
    private void Split(Func<long, DateTimeOffset> times)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var read = ring.Read(_next, buffer.AsSpan(0, ReadBytes));
            if (read.Dropped > 0) _splitter = new(redactor);
            _next = read.NextOffset;
            _splitter.Feed(buffer.AsSpan(0, read.Count), read.Offset, times(read.Offset), _lines);
            _isOpenLine = true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<bool> ComesSoonAsync(Task more, CancellationToken cancellationToken)
    {
        try
        {
            await more.WaitAsync(QuietWait, services.Time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task FlushAsync(IOutputIndex index, CancellationToken cancellationToken)
    {
        _splitter.Flush(_lines);
        _isOpenLine = false;
        await AppendAsync(index, cancellationToken);
    }

    private async Task AppendAsync(IOutputIndex index, CancellationToken cancellationToken)
    {
        if (_lines.Count > 0) await index.AppendAsync(_indexed, _lines, _next, cancellationToken);
        _lines.Clear();
        if (ring.Start - _trimmedTo < TrimBytes) return;
        _trimmedTo = ring.Start;
        await index.TrimAsync(session.Id, _trimmedTo, cancellationToken);
    }

    /// <summary>When a byte came: for what was there before, as the timeline has it, else now.</summary>
    private Func<long, DateTimeOffset> PastTimes()
    {
        var end = ring.End;
        if (_next >= end) return _ => services.Time.GetUtcNow();
        var entries = timeline.Read().ToList();
        return offset => offset < end && entries.FindLast(entry => entry.Offset <= offset) is { At.Ticks: > 0 } entry
            ? entry.At
            : services.Time.GetUtcNow();
    }
}
