using System.Text;
using System.Text.Json;
using AgentGateway.Daemon;
using AgentGateway.Posix;

namespace AgentGateway.Bridge;

/// <summary>The connection to the daemon's socket, and the way to one.</summary>
internal sealed class DaemonLink(DataDirectory data, bool mayStart, byte[] greeting)
{
    /// <summary>The connected socket, or -1.</summary>
    public int Socket { get; private set; } = -1;

    public bool IsConnected => Socket >= 0;

    /// <summary>Whether the daemon that is gone did not stop by itself: then it left its file behind.</summary>
    public bool DaemonDied => File.Exists(data.DaemonFile);

    /// <summary>Connects to the daemon that runs; starts one where there is none and that is allowed.</summary>
    /// <returns>Null when connected.</returns>
    public Problem? Open()
    {
        if (TryConnect()) return null;
        if (!mayStart)
            return new("daemon_not_running", $"No daemon runs on {data.Path}.", "Start it with `agw serve`, or run `agw mcp` without --no-start.");
        return DaemonStarter.Start(data, TryConnect);
    }

    /// <summary>Connects to the daemon if one listens.</summary>
    public bool TryConnect()
    {
        if (data.Socket is { } usual && TryConnect(usual)) return true;
        return NamedSocket() is { } named && named != data.Socket && TryConnect(named);
    }

    /// <summary>What the daemon sent: the number of bytes, 0 for none now, -1 when the connection is over.</summary>
    public unsafe int Receive(Span<byte> into)
    {
        fixed (byte* start = into)
        {
            var count = Libc.Receive(Socket, start, into.Length, Libc.NoWait);
            return count > 0 ? (int)count : count < 0 && Libc.MayTryAgain ? 0 : -1;
        }
    }

    /// <summary>Sends what the socket takes at once.</summary>
    /// <returns>Whether the connection still stands.</returns>
    public unsafe bool Send(ByteBuffer bytes)
    {
        while (bytes.Length > 0)
        {
            fixed (byte* start = bytes.Content)
            {
                var count = Libc.Send(Socket, start, bytes.Length, Libc.NoWait);
                if (count < 0) return Libc.MayTryAgain;
                bytes.Take((int)count);
            }
        }

        return true;
    }

    /// <summary>Tells the daemon that the client says no more, and still listens.</summary>
    public void EndSending() => _ = Libc.Shutdown(Socket, Libc.ShutdownWrite);

    public void Close()
    {
        if (Socket >= 0) _ = Libc.Close(Socket);
        Socket = -1;
    }

    private unsafe bool TryConnect(string path)
    {
        var length = Encoding.UTF8.GetByteCount(path);
        if (length > DataDirectory.SocketPathBytesMax) return false;
        var address = stackalloc byte[2 + DataDirectory.SocketPathBytesMax + 1];
        *(ushort*)address = Libc.UnixFamily;
        Encoding.UTF8.GetBytes(path, new Span<byte>(address + 2, DataDirectory.SocketPathBytesMax));
        address[2 + length] = 0;
        var socket = Libc.Socket(Libc.UnixFamily, Libc.StreamSocket | Libc.CloseOnExecSocket, 0);
        if (socket < 0) return false;
        fixed (byte* hello = greeting)
        {
            // A fresh socket's buffer always takes the greeting whole.
            if (Libc.Connect(socket, address, 2 + length + 1) < 0
                || Libc.Send(socket, hello, greeting.Length, Libc.NoWait) != greeting.Length)
            {
                _ = Libc.Close(socket);
                return false;
            }
        }

        Socket = socket;
        return true;
    }

    /// <summary>Where the daemon says that it listens, for paths that a socket cannot have.</summary>
    private string? NamedSocket()
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(data.DaemonFile));
            return json.RootElement.GetProperty("socket").GetString();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
