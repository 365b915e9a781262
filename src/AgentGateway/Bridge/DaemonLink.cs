using System.Text.Json;
using AgentGateway.Data;
using AgentGateway.Posix;

namespace AgentGateway.Bridge;

/// <summary>The connection to the daemon's socket, and the way to one.</summary>
internal sealed class DaemonLink(DataDirectory data, bool mayStart, byte[] greeting)
{
    /// <summary>The connected socket, or -1.</summary>
    public int Socket { get; private set; } = -1;

    public bool IsConnected => Socket >= 0;

    /// <summary>Whether the daemon that is gone died: one that stops removes its file.</summary>
    public bool DaemonDied => File.Exists(data.DaemonFile);

    /// <summary>Connects to the daemon that runs; starts one where there is none and that is allowed.</summary>
    /// <returns>Null when connected.</returns>
    public Problem? Open()
    {
        if (TryConnect()) return null;
        if (!mayStart)
            return new("daemon_not_running", $"No daemon runs on {data.Path}.",
                "Start it with `agw serve`, or run `agw mcp` without --no-start.");
        return DaemonStarter.Start(data, TryConnect);
    }

    /// <summary>Connects to the daemon if one listens.</summary>
    public bool TryConnect()
    {
        if (data.Socket is { } usual && TryConnect(usual)) return true;
        return NamedSocket() is { } named && named != data.Socket && TryConnect(named);
    }

    /// <summary>Reads from the daemon: the number of bytes, 0 for none now, -1 when the connection is over.</summary>
    public int Receive(Span<byte> into)
    {
        var count = LocalSocket.Receive(Socket, into);
        return count > 0 ? count : count < 0 && Errno.MayTryAgain ? 0 : -1;
    }

    /// <summary>Sends what the socket takes at once.</summary>
    /// <returns>Whether the connection still stands.</returns>
    public bool Send(ByteBuffer bytes)
    {
        while (bytes.Length > 0)
        {
            var count = LocalSocket.Send(Socket, bytes.Content);
            if (count < 0) return Errno.MayTryAgain;
            bytes.Take(count);
        }

        return true;
    }

    /// <summary>Tells the daemon that the client says no more, and still listens.</summary>
    public void EndSending() => LocalSocket.EndSending(Socket);

    public void Close()
    {
        if (Socket >= 0) RawFile.Close(Socket);
        Socket = -1;
    }

    private bool TryConnect(string path)
    {
        var socket = LocalSocket.Connect(path);
        if (socket < 0) return false;
        // A fresh socket's buffer always takes the greeting whole.
        if (LocalSocket.Send(socket, greeting) != greeting.Length)
        {
            RawFile.Close(socket);
            return false;
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
        catch (Exception error) when (
            error is IOException
                or UnauthorizedAccessException
                or JsonException
                or KeyNotFoundException
                or InvalidOperationException)
        {
            return null;
        }
    }
}
