using System.Text;

namespace AgentGateway.Posix;

/// <summary>
/// The client's side of a stream socket with a path, by its number: .NET's sockets would load more than the bridge's
/// start has time for. No member throws.
/// </summary>
public static unsafe class LocalSocket
{
    /// <summary>The longest path that an address holds, in UTF-8 and without its end.</summary>
    public const int PathBytesMax = 107;

    private const int UnixFamily = 1;

    /// <summary>MSG_DONTWAIT and MSG_NOSIGNAL.</summary>
    private const int NoWait = 0x40 | 0x4000;

    /// <returns>The connected socket, or -1 when no process listens there.</returns>
    public static int Connect(string path)
    {
        const int StreamCloseOnExec = 0x1 | 0x80000;
        var length = Encoding.UTF8.GetByteCount(path);
        if (length > PathBytesMax) return -1;
        var address = stackalloc byte[2 + PathBytesMax + 1];
        *(ushort*)address = UnixFamily;
        Encoding.UTF8.GetBytes(path, new Span<byte>(address + 2, PathBytesMax));
        address[2 + length] = 0;
        var socket = Libc.Socket(UnixFamily, StreamCloseOnExec, 0);
        if (socket < 0) return -1;
        if (Libc.Connect(socket, address, 2 + length + 1) == 0) return socket;
        _ = Libc.Close(socket);
        return -1;
    }

    /// <summary>Never waits.</summary>
    /// <returns>The number of bytes, 0 at the end, -1 on failure or when nothing is there now.</returns>
    public static int Receive(int socket, Span<byte> into)
    {
        fixed (byte* start = into) return (int)Libc.Receive(socket, start, into.Length, NoWait);
    }

    /// <summary>Never waits, and a peer that is gone raises no signal.</summary>
    /// <returns>The number of bytes that were taken, -1 on failure or when none can be taken now.</returns>
    public static int Send(int socket, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes) return (int)Libc.Send(socket, start, bytes.Length, NoWait);
    }

    /// <summary>Tells the peer that nothing more is sent. Receiving goes on.</summary>
    public static void EndSending(int socket)
    {
        const int ShutdownWrite = 1;
        _ = Libc.Shutdown(socket, ShutdownWrite);
    }
}
