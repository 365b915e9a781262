using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Input;

/// <summary>Sends to one terminal, one order after the other, and keeps the receipts of the last ones.</summary>
public sealed class InputSender(ITerminal terminal, OutputRing ring, TimeProvider time) : IDisposable
{
    private const int ReceiptsMax = 256;
    private const int ReadBytes = 16 * 1024;

    /// <summary>How long an echo is waited for before Enter is sent all the same: not every program echoes.</summary>
    private static readonly TimeSpan EchoWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Queue<InputReceipt> _receipts = new();
    private long _lastId;

    /// <summary>The receipt of an order, or null when it is unknown or long past.</summary>
    public InputReceipt? Find(long id)
    {
        lock (_gate) return _receipts.FirstOrDefault(receipt => receipt.Id == id);
    }

    /// <summary>
    /// Sends an order and answers its receipt once the terminal has taken it, or does not within <paramref name="limit"/>. Enter is a write of its
    /// own after the text was seen, because programs take one that comes with pasted text for a part of it. Refused with <c>key_unknown</c>;
    /// then nothing was sent.
    /// </summary>
    public async Task<(InputReceipt? Receipt, Refusal? Refusal)> SendAsync(InputRequest order, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (Bytes(order, out var bytes) is { } refusal) return (null, refusal);
        var receipt = Accept(bytes.Length + (order.Submit ? 1 : 0));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), over, limit, Timeout.InfiniteTimeSpan);
        try
        {
            await _sending.WaitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Keep(receipt with { State = InputState.Stuck }), null);
        }

        try
        {
            return (await WriteAsync(receipt with { FromOffset = ring.End }, order, bytes, over.Token, cancellationToken), null);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits until what was sent is seen in the output, at most for <paramref name="limit"/>.</summary>
    public async Task<InputReceipt> WaitForEchoAsync(InputReceipt receipt, string text, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (receipt.State != InputState.Written || !await IsSeenAsync(text, receipt.FromOffset, limit, cancellationToken)) return receipt;
        return Keep(receipt with { State = InputState.Echoed, EchoedAt = time.GetUtcNow() });
    }

    public void Dispose() => _sending.Dispose();

    private static Refusal? Bytes(InputRequest order, out byte[] bytes)
    {
        bytes = [];
        using var all = new MemoryStream();
        if (order.Text is { Length: > 0 } text) all.Write(PasteText.Encode(text, order.IsBracketed));
        foreach (var key in order.Keys)
        {
            if (KeyBytes.Encode(key, order.IsApplicationCursor, out var encoded) is { } refusal) return refusal;
            all.Write(encoded);
        }

        all.Write(order.Raw.Span);
        bytes = all.ToArray();
        return null;
    }

    private async Task<InputReceipt> WriteAsync(InputReceipt receipt, InputRequest order, byte[] bytes, CancellationToken over, CancellationToken cancellationToken)
    {
        var taken = new Taken();
        try
        {
            var written = await terminal.WriteAsync(bytes, taken, over);
            if (written == bytes.Length && order.Submit)
            {
                var isSeen = bytes.Length > 0 && await IsSeenAsync(order.Text ?? "", receipt.FromOffset, EchoWait, over);
                receipt = receipt with { EchoedAt = isSeen ? time.GetUtcNow() : null };
                written += await terminal.WriteAsync("\r"u8.ToArray(), null, over);
            }

            var state = written < receipt.Bytes ? InputState.Ended : receipt.EchoedAt is null ? InputState.Written : InputState.Echoed;
            return Keep(receipt with { State = state, Written = written, WrittenAt = state == InputState.Ended ? null : time.GetUtcNow() });
        }
        catch (OperationCanceledException)
        {
            receipt = Keep(receipt with { State = InputState.Stuck, Written = taken.Bytes });
            cancellationToken.ThrowIfCancellationRequested();
            return receipt;
        }
    }

    private async Task<bool> IsSeenAsync(string text, long from, TimeSpan limit, CancellationToken cancellationToken)
    {
        var watch = new EchoWatch(text);
        var buffer = new byte[ReadBytes];
        var startedAt = time.GetTimestamp();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                var left = limit - time.GetElapsedTime(startedAt);
                if (left <= TimeSpan.Zero || !await ring.WaitForAsync(from, over.Token).WaitAsync(left, time, cancellationToken)) return false;
                var read = ring.Read(from, buffer);
                from = read.NextOffset;
                if (watch.Feed(buffer.AsSpan(0, read.Count), read.Offset)) return true;
            }
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private InputReceipt Accept(int bytes)
    {
        var receipt = new InputReceipt(Interlocked.Increment(ref _lastId), InputState.Accepted, bytes, 0, ring.End, time.GetUtcNow(), null, null);
        lock (_gate)
        {
            if (_receipts.Count == ReceiptsMax) _receipts.Dequeue();
            _receipts.Enqueue(receipt);
        }

        return receipt;
    }

    private InputReceipt Keep(InputReceipt receipt)
    {
        lock (_gate)
        {
            var kept = _receipts.Select(other => other.Id == receipt.Id ? receipt : other).ToList();
            _receipts.Clear();
            foreach (var each in kept) _receipts.Enqueue(each);
        }

        return receipt;
    }

    private sealed class Taken : IProgress<int>
    {
        public int Bytes { get; private set; }

        public void Report(int value) => Bytes = value;
    }
}
