using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>
/// Network namespaces of the calling thread. A process may make them that has CAP_SYS_ADMIN in its user namespace, as
/// one has that made that namespace itself.
/// </summary>
public static unsafe class NetworkNamespace
{
    private const int Network = 0x40000000;

    /// <summary>The namespace that the calling thread is in, held open.</summary>
    /// <exception cref="OsException">There is no /proc.</exception>
    public static SafeFileHandle Current() => Descriptor.Open("/proc/thread-self/ns/net", OpenFlags.ReadOnly);

    /// <summary>
    /// Takes the calling thread into a new namespace, which has nothing but a loopback device that works. Sockets that
    /// the thread makes from now on are in it.
    /// </summary>
    /// <exception cref="OsException">It is not allowed here.</exception>
    public static void Make()
    {
        if (Libc.Unshare(Network) != 0) throw OsException.Last("unshare(CLONE_NEWNET)");
        BringLoopbackUp();
    }

    /// <summary>Takes the calling thread into that namespace.</summary>
    /// <exception cref="OsException">It is not allowed here.</exception>
    public static void Enter(SafeFileHandle space)
    {
        if (Libc.EnterNamespace(space, Network) != 0) throw OsException.Last("setns(CLONE_NEWNET)");
    }

    private static void BringLoopbackUp()
    {
        const int InternetFamily = 2;
        const int DatagramCloseOnExec = 0x2 | 0x80000;
        const nuint SetInterfaceFlags = 0x8914;
        const short UpAndRunning = 0x1 | 0x40;
        const int RequestBytes = 40;
        const int FlagsAt = 16;
        using var socket = Descriptor.Own(Libc.Socket(InternetFamily, DatagramCloseOnExec, 0), "socket");
        var request = stackalloc byte[RequestBytes];
        new Span<byte>(request, RequestBytes).Clear();
        "lo"u8.CopyTo(new Span<byte>(request, FlagsAt));
        *(short*)(request + FlagsAt) = UpAndRunning;
        if (Libc.Control(socket, SetInterfaceFlags, (nint)request) != 0) throw OsException.Last("ioctl(SIOCSIFFLAGS)");
    }
}
