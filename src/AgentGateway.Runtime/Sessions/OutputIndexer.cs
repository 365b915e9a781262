using System.Buffers;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Journal;
using AgentGateway.Terminal.Output;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Makes searchable lines of a ring, in a loop of its own, so that the terminal never waits for the index. Bytes that
/// the ring has overwritten before the loop read them are not indexed. After a crash the loop goes on where the index
/// ends.
/// </summary>
internal sealed class OutputIndexer(
    TerminalSession session,
    OutputRing ring,
    OutputTimeline timeline,
    SecretRedactor redactor,
    IOutputIndex index,
    OutputTurn turn,
    TimeProvider time,
    ILogger log)
{
    private const int ReadBytes = 64 * 1024;
    private const int BatchLines = 512;

    /// <summary>So many lines wait at most for an earlier one to end.</summary>
    private const int HeldLinesMax = 8 * BatchLines;

    private const int TrimBytes = 1024 * 1024;

    /// <summary>After so long without output an unfinished line is indexed as it is.</summary>
    private static readonly TimeSpan QuietWait = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan FaultDelay = TimeSpan.FromSeconds(2);

    private readonly IndexedSession _indexed = new(session.Id, session.Agent);
    private readonly List<OutputLine> _lines = [];
    private LineSplitter _splitter = new(redactor);

    /// <summary>Makes lines of the errors of a program without a terminal; null where there is one.</summary>
    private LineSplitter? _errors;
    private long _next;
    private long _indexedTo;
    private long _trimmedTo;
    private bool _isOpenLine;

    /// <summary>Ends when the ring is complete and indexed, or when cancelled. Never fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await IndexAsync(cancellationToken);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure)
            {
                LiveLog.NotIndexed(log, failure, session.Id);
                await Task.Delay(FaultDelay, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested) return;
            }
        }
    }

    private async Task IndexAsync(CancellationToken cancellationToken)
    {
        _indexedTo = await index.IndexedToAsync(session.Id, cancellationToken);
        _next = Math.Max(ring.Start, _indexedTo);
        Begin();
        _lines.Clear();
        _isOpenLine = false;
        var times = TimesOfBytes();
        while (true)
        {
            var more = ring.WaitForAsync(_next, cancellationToken);
            if (!more.IsCompleted && _isOpenLine && !await ContinuesSoonAsync(more, cancellationToken))
            {
                await FlushAsync(cancellationToken);
                continue;
            }

            if (!await more) break;
            var from = _next;
            Split(times);
            if (_lines.Count >= BatchLines || ring.End <= _next) await AppendAsync(cancellationToken);
            await turn.NextAsync((int)Math.Min(ReadBytes, _next - from));
        }

        await FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Makes lines of the next bytes. The buffer is rented only for this step, because most sessions wait most of the
    /// time.
    /// </summary>
    private void Split(Func<long, DateTimeOffset> times)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            var read = ring.Read(_next, buffer.AsSpan(0, ReadBytes));
            if (read.Dropped > 0) Begin();
            _next = read.NextOffset;
            IReadOnlyList<OutputPiece> pieces = _errors is null
                ? [new(read.Offset, read.NextOffset, false)]
                : timeline.Pieces(read.Offset, read.NextOffset);
            foreach (var (from, to, isErrors) in pieces)
            {
                var bytes = buffer.AsSpan((int)(from - read.Offset), (int)(to - from));
                (isErrors ? _errors! : _splitter).Feed(bytes, from, times(from), _lines);
            }

            _isOpenLine = true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Begin()
    {
        _splitter = new(redactor);
        _errors = session.Spec!.Separate ? new(redactor, OutputStream.Errors) : null;
    }

    private async Task<bool> ContinuesSoonAsync(Task more, CancellationToken cancellationToken)
    {
        try
        {
            await more.WaitAsync(QuietWait, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        EndLines();
        _isOpenLine = false;
        // Also where no line came of it, so that it is not read again after a restart.
        if (_lines.Count == 0 && _next > _indexedTo) await NoteAsync(cancellationToken);
        await AppendAsync(cancellationToken);
    }

    private void EndLines()
    {
        _splitter.Flush(_lines);
        _errors?.Flush(_lines);
    }

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        if (_lines.Count >= HeldLinesMax) EndLines();
        if (_lines.Count > 0) await NoteAsync(cancellationToken);
        if (ring.Start - _trimmedTo < TrimBytes) return;
        _trimmedTo = ring.Start;
        await index.TrimAsync(session.Id, _trimmedTo, cancellationToken);
    }

    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        // Of output and errors that come in turn, a line may end after later ones. Those wait for it, because the index
        // takes lines in their order.
        var open = _errors is null
            ? null
            : new[] { _splitter.OpenOffset, _errors.OpenOffset }.Min();
        var to = Math.Min(_next, open ?? _next);
        OutputLine[] lines = [.. _lines.Where(line => line.Offset < to).OrderBy(line => line.Offset)];
        await index.AppendAsync(_indexed, lines, to, cancellationToken);
        _lines.RemoveAll(line => line.Offset < to);
        _indexedTo = to;
    }

    /// <summary>Tells when a byte came: from the timeline for bytes that are there already, else now.</summary>
    private Func<long, DateTimeOffset> TimesOfBytes()
    {
        var end = ring.End;
        if (_next >= end) return _ => time.GetUtcNow();
        var entries = timeline.Read().ToList();
        return offset => offset < end && entries.FindLast(entry => entry.Offset <= offset) is { At.Ticks: > 0 } entry
            ? entry.At
            : time.GetUtcNow();
    }
}
