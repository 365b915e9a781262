using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Input;

/// <summary>
/// Sends input to one terminal, one request after the other, and keeps the receipts of the last ones.
/// </summary>
public sealed class InputSender(ITerminal terminal, OutputRing ring, TimeProvider time) : IDisposable
{
    private const int ReceiptsMax = 256;
    private const int ReadBytes = 16 * 1024;
    private const byte Escape = 0x1b;

    /// <summary>How long an echo is waited for before Enter is sent all the same: not every program echoes.</summary>
    private static readonly TimeSpan EchoWait = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Between Escape and what follows it. In one read they are another key: Alt with the next one, and no second Escape.
    /// </summary>
    private static readonly TimeSpan EscapePause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Queue<InputReceipt> _receipts = new();
    private long _lastId;
    private long _wentForwardAt;

    private long Now => time.GetTimestamp();

    /// <summary>A receipt by its id, or null when it is unknown or one of too long ago.</summary>
    public InputReceipt? Find(long id)
    {
        lock (_gate) return _receipts.FirstOrDefault(receipt => receipt.Id == id);
    }

    /// <summary>
    /// Sends a request and answers its receipt once the terminal has taken it, or has taken nothing of what is sent for
    /// <paramref name="idleLimit"/>. Enter is a write of its own after the text was seen, because programs take one that
    /// comes with pasted text as text; what follows an Escape is one too, after a pause. Refused with <c>key_unknown</c>;
    /// then nothing was sent.
    /// </summary>
    public async Task<(InputReceipt? Receipt, Refusal? Refusal)> SendAsync(
        InputRequest request, TimeSpan idleLimit, CancellationToken cancellationToken)
    {
        if (Writes(request, out var writes) is { } refusal) return (null, refusal);
        var receipt = Accept(writes.Sum(each => each.Length) + (request.Submit ? 1 : 0));
        await using var limit = new IdleLimit(
            time, idleLimit, () => Interlocked.Read(ref _wentForwardAt), cancellationToken);
        try
        {
            await _sending.WaitAsync(limit.Over);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Keep(Undelivered(receipt with { State = InputState.Stuck }, request)), null);
        }

        try
        {
            return (
                await WriteAsync(receipt with { FromOffset = ring.End }, request, writes, limit.Over, cancellationToken),
                null);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits until what was sent is seen in the output, at most for <paramref name="limit"/>.</summary>
    public async Task<InputReceipt> WaitForEchoAsync(
        InputReceipt receipt, string text, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (receipt.State != InputState.Written
            || !await IsSeenAsync(text, receipt.FromOffset, limit, cancellationToken)) return receipt;
        return Keep(receipt with { State = InputState.Echoed, EchoedAt = time.GetUtcNow() });
    }

    public void Dispose() => _sending.Dispose();

    /// <summary>What is written at once each; after an Escape that something follows the next write begins.</summary>
    private static Refusal? Writes(InputRequest request, out List<byte[]> writes)
    {
        writes = [];
        using var next = new MemoryStream();
        if (request.Text is { Length: > 0 } text) next.Write(PasteText.Encode(text, request.IsBracketed));
        foreach (var key in request.Keys)
        {
            if (KeyBytes.Encode(key, request.IsApplicationCursor, out var encoded) is { } refusal) return refusal;
            next.Write(encoded);
            if (encoded is not [Escape]) continue;
            writes.Add(next.ToArray());
            next.SetLength(0);
        }

        next.Write(request.Raw.Span);
        if (next.Length > 0) writes.Add(next.ToArray());
        return null;
    }

    private async Task<InputReceipt> WriteAsync(
        InputReceipt receipt, InputRequest request, List<byte[]> writes, CancellationToken over,
        CancellationToken cancellationToken)
    {
        var taken = new Taken(this);
        try
        {
            foreach (var bytes in writes)
            {
                if (taken.Before > 0) await Task.Delay(EscapePause, time, over);
                var count = await terminal.WriteAsync(bytes, taken, over);
                taken.Before += count;
                if (count < bytes.Length) break;
            }

            var written = taken.Before;
            if (written == receipt.Bytes - 1 && request.Submit)
            {
                if (writes is [.., [.., Escape]]) await Task.Delay(EscapePause, time, over);
                var isSeen = written > 0
                    && await IsSeenAsync(request.Text ?? "", receipt.FromOffset, EchoWait, over);
                receipt = receipt with { EchoedAt = isSeen ? time.GetUtcNow() : null };
                written += await terminal.WriteAsync("\r"u8.ToArray(), null, over);
            }

            var state = written < receipt.Bytes
                ? InputState.Ended
                : receipt.EchoedAt is null ? InputState.Written : InputState.Echoed;
            receipt = receipt with { State = state, Written = written };
            return Keep(
                state == InputState.Ended
                    ? Undelivered(receipt, request)
                    : receipt with { WrittenAt = time.GetUtcNow() });
        }
        catch (OperationCanceledException)
        {
            receipt = Keep(Undelivered(receipt with { State = InputState.Stuck, Written = taken.Bytes }, request));
            cancellationToken.ThrowIfCancellationRequested();
            return receipt;
        }
    }

    private static InputReceipt Undelivered(InputReceipt receipt, InputRequest request) => receipt with
    {
        UndeliveredFrom = PasteText.BytesIn(receipt.Written, request.Text ?? "", request.IsBracketed),
    };

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
                if (left <= TimeSpan.Zero
                    || !await ring.WaitForAsync(from, over.Token).WaitAsync(left, time, cancellationToken))
                        return false;
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
        var receipt = new InputReceipt(
            Interlocked.Increment(ref _lastId), InputState.Accepted, bytes, 0, ring.End, time.GetUtcNow(), null, null);
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

    private sealed class Taken(InputSender sender) : IProgress<int>
    {
        /// <summary>What earlier writes have taken.</summary>
        public int Before { get; set; }

        public int Bytes { get; private set; }

        public void Report(int value)
        {
            Bytes = Before + value;
            Interlocked.Exchange(ref sender._wentForwardAt, sender.Now);
        }
    }
}
