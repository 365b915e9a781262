using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>Reading and writing that never waits. A descriptor that was closed meanwhile is at its end.</summary>
public static unsafe class NonBlockingIo
{
    /// <summary>Nothing could be done now; the descriptor must be waited for.</summary>
    public const int NotNow = -1;

    /// <summary>
    /// Takes what is there, up to the size of <paramref name="buffer"/>: the kernel hands over about 4 KiB of a
    /// terminal at a time, and larger pieces make everything behind cheaper. Zero is the end; a hang-up (EIO) is the
    /// end of a terminal.
    /// </summary>
    /// <exception cref="OsException">Another failure.</exception>
    public static int Read(SafeFileHandle file, Span<byte> buffer)
    {
        try
        {
            return ReadOpen(file, buffer);
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <summary>The number of bytes taken, or <see cref="NotNow"/>. Zero means that the other side is gone.</summary>
    /// <exception cref="OsException">Another failure.</exception>
    public static int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return WriteOpen(file, bytes);
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    private static int ReadOpen(SafeFileHandle file, Span<byte> buffer)
    {
        var total = 0;
        fixed (byte* start = buffer)
        {
            while (total < buffer.Length)
            {
                var count = Libc.Read(file, start + total, buffer.Length - total);
                if (count > 0)
                {
                    total += (int)count;
                    continue;
                }

                // What was read is handed over first; the end or the error shows again at the next read.
                if (total > 0 || count == 0) return total;
                switch (Errno.Last)
                {
                    case Errno.Interrupted: continue;
                    case Errno.TryAgain: return NotNow;
                    case Errno.InputOutput: return 0;
                    default: throw OsException.Last("read");
                }
            }
        }

        return total;
    }

    private static int WriteOpen(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                var count = Libc.Write(file, start, bytes.Length);
                if (count >= 0) return (int)count;
                switch (Errno.Last)
                {
                    case Errno.Interrupted: continue;
                    case Errno.TryAgain: return NotNow;
                    case Errno.InputOutput: return 0;
                    default: throw OsException.Last("write");
                }
            }
        }
    }
}
