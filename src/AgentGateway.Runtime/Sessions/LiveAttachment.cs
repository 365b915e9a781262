using System.Buffers;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Output;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// A person's attachment to a live session. It reads the ring at the person's pace. When the ring has overwritten bytes
/// that were not read yet, the person gets the present screen instead. Queries of the program to its terminal are left
/// out, because the session's own screen answers them.
/// </summary>
internal sealed class LiveAttachment : SessionAttachment
{
    private const int ReadBytes = 32 * 1024;

    private readonly LiveSession _live;
    private readonly bool _isReadOnly;
    private readonly byte[] _buffer = new byte[ReadBytes];
    private readonly CancellationTokenSource _detached = new();
    private readonly ReadOnlyMemory<byte> _repaint;
    private ShownFilter _filter = new();
    private readonly ArrayBufferWriter<byte> _shown = new();
    private int _taken;
    private long _next;

    public LiveAttachment(LiveSession live, bool isReadOnly)
    {
        (_live, _isReadOnly) = (live, isReadOnly);
        (_repaint, _next) = live.ReadScreen(static (screen, offset) => (ScreenRepaint.Of(screen), offset));
    }

    public override ReadOnlyMemory<byte> Repaint => _repaint;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _detached.Token);
        while (_taken == _shown.WrittenCount)
        {
            _shown.ResetWrittenCount();
            _taken = 0;
            if (!await FillAsync(over.Token)) return 0;
        }

        var count = Math.Min(buffer.Length, _shown.WrittenCount - _taken);
        _shown.WrittenMemory.Slice(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_isReadOnly || bytes.IsEmpty || _live.Terminal is not { } terminal) return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _detached.Token);
        try
        {
            _live.Typed();
            await terminal.WriteAsync(bytes, null, over.Token);
        }
        catch (Exception failure) when (failure is ObjectDisposedException or IOException)
        {
            // The program has ended meanwhile; the reader of the output sees that.
        }
    }

    public override async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        if (!_isReadOnly && new TerminalSize(columns, rows).IsValid)
            await _live.ResizeAsync(columns, rows, cancellationToken);
    }

    public override async ValueTask DisposeAsync() => await _detached.CancelAsync();

    /// <summary>False at the end.</summary>
    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await _live.Ring.WaitForAsync(_next, cancellationToken)) return false;
            var read = _live.Ring.Read(_next, _buffer);
            if (read.Dropped > 0)
            {
                _filter = new();
                (var repaint, _next) = _live.ReadScreen(static (screen, offset) => (ScreenRepaint.Of(screen), offset));
                _shown.Write(repaint);
                return true;
            }

            _next = read.NextOffset;
            _filter.Feed(_buffer.AsSpan(0, read.Count), _shown);
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}
