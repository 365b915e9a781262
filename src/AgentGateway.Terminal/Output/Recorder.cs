using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Takes a terminal's output from its beginning to its end: to the ring, then to a callback that must see every byte in
/// order. While it is busy nothing is read, so the program waits and nothing is lost.
/// </summary>
/// <param name="timeline">When output came, or null.</param>
public sealed class Recorder(ITerminal terminal, OutputRing ring, OutputTimeline? timeline, TimeProvider time)
{
    /// <summary>
    /// The buffer that each recorder keeps while it waits. A pseudo terminal gives 4 KiB at once, a pipe of tmux more.
    /// </summary>
    private const int ReadBytes = 16 * 1024;

    private long _recordedTo = terminal.Offset;

    /// <summary>
    /// Whether the ring is complete when the terminal ends; not where another terminal goes on in the same ring.
    /// </summary>
    public bool CompletesRing { get; init; } = true;

    /// <summary>Decides what is recorded of what the terminal prints; all of it where it is null.</summary>
    public EchoFilter? Filter { get; init; }

    /// <summary>
    /// Is awaited after each piece; nothing is read meanwhile. Where it is null, other work of the same scheduler has its
    /// turn.
    /// </summary>
    public Func<int, Task>? Between { get; init; }

    /// <summary>Is called with each piece while the ring takes it.</summary>
    public delegate void Shown(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Is called with each piece, its offset and its time, after the ring has it.</summary>
    public delegate void Seen(ReadOnlySpan<byte> bytes, long offset, DateTimeOffset at);

    /// <summary>
    /// What shows the output, and the lock that is held while a piece goes to the ring and there. A reader who has found
    /// a text in the ring and then takes the lock finds it shown too.
    /// </summary>
    public (Lock Lock, Shown Show)? Screen { get; init; }

    /// <summary>
    /// Whether all that the terminal has is recorded. On a busy machine what a program printed may wait for its turn for
    /// seconds.
    /// </summary>
    public bool IsUpToDate => Interlocked.Read(ref _recordedTo) == terminal.Offset && !terminal.HasUnread;

    /// <summary>Completes at the end of the output, when the ring has all of it.</summary>
    /// <exception cref="IOException">
    /// The disk is full or the terminal cannot be read; the terminal itself goes on.
    /// </exception>
    public async Task RunAsync(Seen? seen, CancellationToken cancellationToken)
    {
        var buffer = new byte[ReadBytes];
        while (await terminal.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            try
            {
                Record(Filter is null ? buffer.AsMemory(0, count) : Filter.Pass(buffer.AsMemory(0, count)), seen);
            }
            finally
            {
                Interlocked.Exchange(ref _recordedTo, terminal.Offset);
            }

            // A program that prints without end leaves room for the others after each piece.
            if (Between is null) await Task.Yield();
            else await Between(count);
        }

        if (Filter is not null) Record(Filter.End(), seen);
        if (CompletesRing) ring.Complete();
    }

    /// <summary>Output goes on where the ring ends, even if some was lost before.</summary>
    private void Record(ReadOnlyMemory<byte> bytes, Seen? seen)
    {
        if (bytes.IsEmpty) return;
        var (at, offset) = (time.GetUtcNow(), ring.End);
        timeline?.Note(new TimelineEntry(
            offset, at, terminal.Size.Columns, terminal.Size.Rows, terminal.IsErrors));
        if (Screen is { } screen)
        {
            lock (screen.Lock)
            {
                ring.Append(bytes.Span);
                screen.Show(bytes.Span, offset);
            }
        }
        else
        {
            ring.Append(bytes.Span);
        }

        seen?.Invoke(bytes.Span, offset, at);
    }
}
