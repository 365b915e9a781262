using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// The last bytes of a stream, in a file of fixed size, at absolute offsets. One writer at a time, any number of
/// readers, none of which waits for another. Appended bytes survive the end of the process; only flushed bytes survive
/// a crash of the machine.
/// </summary>
public sealed class OutputRing : IOutputReader, IDisposable
{
    /// <summary>Room is announced in steps, so that most appends write the header once and not twice.</summary>
    private const int ReserveBytes = 256 * 1024;

    private static readonly Guid ThisBoot = Guid.Parse(ChildIdentity.CurrentBootId);

    private readonly SafeFileHandle _file;
    private readonly Lock _gate = new();
    private RingHeader _header;
    private long _end;
    private long _reserved;
    private TaskCompletionSource? _more;
    private bool _isComplete;

    private OutputRing(SafeFileHandle file, RingHeader header)
    {
        _file = file;
        _header = header;
        _end = header.End;
        _reserved = header.Reserved;
    }

    public long CapacityBytes => _header.Capacity;

    /// <inheritdoc/>
    public long Start => Math.Min(End, Math.Max(0, Interlocked.Read(ref _reserved) - CapacityBytes));

    /// <inheritdoc/>
    public long End => Interlocked.Read(ref _end);

    /// <inheritdoc/>
    public bool IsComplete => Volatile.Read(ref _isComplete);

    /// <summary>Opens a ring, or makes one; one that exists keeps its capacity and its bytes.</summary>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="InvalidDataException">The file is not a ring, or its header is damaged.</exception>
    public static OutputRing Open(string path, long capacityBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityBytes, 1);
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            if (RandomAccess.GetLength(file) == 0)
            {
                var made = new OutputRing(file, new RingHeader(capacityBytes, 0, 0, 0, 0, ThisBoot));
                made.WriteHeader();
                return made;
            }

            Span<byte> page = stackalloc byte[RingHeader.PageBytes];
            page.Clear();
            RandomAccess.Read(file, page, 0);
            var header = RingHeader.Read(page) ?? throw new InvalidDataException(
                $"'{path}' is not an output ring, or its header is damaged.");
            // After a restart of the machine only flushed bytes are certain.
            if (header.Boot != ThisBoot) header = header with { End = header.Flushed, Boot = ThisBoot };
            return new OutputRing(file, header);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends, overwriting the oldest bytes. When it fails, nothing was appended.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        TaskCompletionSource? more;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_file.IsClosed, this);
            var end = _end + bytes.Length;
            if (end > _reserved)
            {
                Interlocked.Exchange(ref _reserved, end + Math.Min(ReserveBytes, CapacityBytes / 4));
                WriteHeader();
            }

            var kept = bytes.Length > CapacityBytes ? bytes[^(int)CapacityBytes..] : bytes;
            WriteAt(end - kept.Length, kept);
            Interlocked.Exchange(ref _end, end);
            WriteHeader();
            more = _more;
            _more = null;
        }

        more?.TrySetResult();
    }

    /// <inheritdoc/>
    public RingRead Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        while (true)
        {
            var start = Start;
            var from = Math.Max(offset, start);
            var count = (int)Math.Clamp(End - from, 0, buffer.Length);
            if (count == 0) return new RingRead(from, 0, from - offset);
            ReadAt(from, buffer[..count]);
            // Bytes that the writer has overwritten meanwhile are not those of this offset.
            if (Start <= from) return new RingRead(from, count, from - offset);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> WaitForAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                if (_end > offset) return true;
                if (_isComplete) return false;
                more = (_more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await more.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Says that nothing will be appended any more, and ends every wait.</summary>
    public void Complete()
    {
        TaskCompletionSource? more;
        lock (_gate)
        {
            _isComplete = true;
            more = _more;
            _more = null;
        }

        more?.TrySetResult();
    }

    /// <summary>
    /// Brings everything that was appended to the disk itself. Slow: for moments, not for each append.
    /// </summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            RandomAccess.FlushToDisk(_file);
            _header = _header with { Flushed = _end };
            WriteHeader();
            RandomAccess.FlushToDisk(_file);
        }
    }

    /// <summary>
    /// Keeps the file open for a reader, also while the ring is disposed; null when it is closed already.
    /// </summary>
    public IDisposable? Hold()
    {
        var isHeld = false;
        try
        {
            _file.DangerousAddRef(ref isHeld);
            return new Held(_file);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        Complete();
        lock (_gate) _file.Dispose();
    }

    private void WriteHeader()
    {
        _header = _header with { Sequence = _header.Sequence + 1, End = _end, Reserved = _reserved };
        Span<byte> slot = stackalloc byte[128];
        slot.Clear();
        var length = _header.Write(slot);
        RandomAccess.Write(_file, slot[..length], _header.SlotAt);
    }

    private void WriteAt(long offset, ReadOnlySpan<byte> bytes)
    {
        var at = offset % CapacityBytes;
        var first = (int)Math.Min(bytes.Length, CapacityBytes - at);
        RandomAccess.Write(_file, bytes[..first], RingHeader.PageBytes + at);
        if (first < bytes.Length) RandomAccess.Write(_file, bytes[first..], RingHeader.PageBytes);
    }

    private void ReadAt(long offset, Span<byte> buffer)
    {
        var at = offset % CapacityBytes;
        var first = (int)Math.Min(buffer.Length, CapacityBytes - at);
        Fill(buffer[..first], RingHeader.PageBytes + at);
        if (first < buffer.Length) Fill(buffer[first..], RingHeader.PageBytes);
    }

    private void Fill(Span<byte> buffer, long at)
    {
        while (!buffer.IsEmpty)
        {
            var count = RandomAccess.Read(_file, buffer, at);
            if (count == 0) throw new InvalidDataException("An output ring is shorter than its header says.");
            buffer = buffer[count..];
            at += count;
        }
    }

    private sealed class Held(SafeFileHandle file) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0) file.DangerousRelease();
        }
    }
}
