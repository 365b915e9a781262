namespace AgentGateway.Posix;

/// <summary>
/// Descriptors by their number, for programs of one thread that start quickly: the bridge, hooks, and a person's
/// terminal. No member throws; a failure is -1 with the reason in <see cref="Errno"/>.
/// </summary>
public static unsafe class RawFile
{
    public const int StandardInput = 0, StandardOutput = 1, StandardError = 2;

    /// <summary>Reads once, and blocks where the descriptor blocks.</summary>
    /// <returns>The number of bytes, 0 at the end, -1 on failure.</returns>
    public static int Read(int file, Span<byte> buffer)
    {
        fixed (byte* start = buffer) return (int)Libc.Read(file, start, buffer.Length);
    }

    /// <summary>Writes once, and blocks where the descriptor blocks.</summary>
    /// <returns>The number of bytes that were taken, -1 on failure.</returns>
    public static int Write(int file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return (int)Libc.Write(file, start, bytes.Length);
    }

    public static void Close(int file) => _ = Libc.Close(file);

    /// <summary>
    /// Waits until one of the descriptors is ready, and marks the ready ones in the entries; -1 milliseconds wait for
    /// ever.
    /// </summary>
    /// <returns>How many are ready, 0 when the time is over, -1 on failure.</returns>
    public static int Poll(Span<PollEntry> entries, int timeoutMilliseconds)
    {
        fixed (PollEntry* start = entries) return Libc.Poll(start, entries.Length, timeoutMilliseconds);
    }
}
