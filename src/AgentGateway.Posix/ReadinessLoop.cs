using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>
/// Tells when a descriptor is ready. One thread waits for all descriptors of a loop; it only completes waits and never
/// reads, so one that is busy or stuck cannot hold up another. Reading and writing happen where the waiter continues.
/// </summary>
public sealed unsafe class ReadinessLoop : IDisposable
{
    private const int EventsPerWait = 64;
    private const int Add = 1, Delete = 2, Modify = 3;
    private const uint OneShot = 1u << 30;

    // The kernel packs struct epoll_event on x86-64 and on no other architecture.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int TokenAt = EventBytes - 8;

    private readonly SafeFileHandle _epoll = Descriptor.MakeEpoll();
    private readonly SafeFileHandle _stop = Descriptor.MakeEvent();
    private readonly ConcurrentDictionary<long, PolledFile> _files = new();
    private readonly Thread _thread;
    private long _lastToken;

    public ReadinessLoop()
    {
        Change(Add, _stop, PolledFile.Readable, 0);
        _thread = new Thread(Run) { IsBackground = true, Name = "descriptor readiness" };
        _thread.Start();
    }

    public void Dispose()
    {
        var one = 1UL;
        _ = Libc.Write(_stop, (byte*)&one, sizeof(ulong));
        _thread.Join();
        foreach (var file in _files.Values) file.Dispose();
        _epoll.Dispose();
        _stop.Dispose();
    }

    /// <summary>
    /// Completes one wait of <paramref name="file"/> when one of <paramref name="events"/>, an error or a hang-up
    /// shows.
    /// </summary>
    internal long Arm(PolledFile file, long token, uint events)
    {
        if (token != 0)
        {
            Change(Modify, file.Handle, events | OneShot, token);
            return token;
        }

        token = Interlocked.Increment(ref _lastToken);
        _files[token] = file;
        Change(Add, file.Handle, events | OneShot, token);
        return token;
    }

    internal void Forget(PolledFile file, long token)
    {
        if (token == 0 || !_files.TryRemove(token, out _)) return;
        _ = Libc.ChangeEpoll(_epoll, Delete, file.Handle, null);
    }

    private void Change(int operation, SafeFileHandle file, uint events, long token)
    {
        var change = stackalloc byte[16];
        *(uint*)change = events;
        *(long*)(change + TokenAt) = token;
        if (Libc.ChangeEpoll(_epoll, operation, file, change) != 0) throw OsException.Last("epoll_ctl");
    }

    private void Run()
    {
        var events = stackalloc byte[16 * EventsPerWait];
        while (true)
        {
            var count = Libc.WaitEpoll(_epoll, events, EventsPerWait, -1);
            if (count < 0 && Errno.Last != Errno.Interrupted) throw OsException.Last("epoll_wait");
            for (var at = 0; at < count; at++)
            {
                var token = *(long*)(events + at * EventBytes + TokenAt);
                if (token == 0) return;
                if (_files.TryGetValue(token, out var file)) file.Ready();
            }
        }
    }
}
