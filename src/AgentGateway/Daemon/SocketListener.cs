using System.Net.Sockets;
using System.Text.Json;
using AgentGateway.Connections;
using AgentGateway.Control;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Mcp;
using AgentGateway.Posix;
using AgentGateway.Runtime.Principals;
using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Daemon;

/// <summary>
/// <c>agw.sock</c>: the socket for processes of the same user on this machine. A connection begins with one line that
/// names its role: <c>mcp</c> is a client's bridge, <c>control</c> the operator's command line.
/// </summary>
internal sealed partial class SocketListener(
    string path,
    ConnectionLimits limits,
    McpFrontEnd mcp,
    ControlServer control,
    Func<int, bool> isInside,
    TimeProvider time,
    ILogger<SocketListener> logger) : IAsyncDisposable
{
    private const int Backlog = 512;
    private const int FirstLineBytesMax = 64 * 1024;
    private const int FirstLineSecondsMax = 5;
    private const int LeaveSecondsMax = 2;

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConnectionTable _table = new(limits.Clients + limits.Operator, limits.OfProcess);
    private readonly HashSet<Task> _connections = [];
    private readonly Lock _gate = new();
    private Socket? _listener;
    private volatile bool _isClosed;
    private Task _accepting = Task.CompletedTask;

    /// <summary>
    /// Begins to listen. The lock of the data directory is held, so a socket that lies there is a dead daemon's.
    /// </summary>
    public void Start()
    {
        File.Delete(path);
        _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, DataDirectory.OwnerFile);
        _listener.Listen(Backlog);
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Removes the socket and takes no more connections; those that stand go on.</summary>
    public void StopAccepting()
    {
        if (_listener is null) return;
        File.Delete(path);
        _isClosed = true;
        _listener.Dispose();
    }

    /// <summary>Ends the connections that stand.</summary>
    public async ValueTask DisposeAsync()
    {
        StopAccepting();
        await _stopping.CancelAsync();
        await _accepting;
        Task[] connections;
        lock (_gate) connections = [.. _connections];
        await Task.WhenAny(
            Task.WhenAll(connections), Task.Delay(TimeSpan.FromSeconds(LeaveSecondsMax), time, CancellationToken.None));
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_isClosed)
        {
            Socket connection;
            try
            {
                connection = await listener.AcceptAsync(_stopping.Token);
            }
            catch (Exception) when (_isClosed)
            {
                return;
            }
            catch (SocketException failure)
            {
                // Most likely all file descriptors are taken: those that are connected go on, others wait.
                AcceptFailed(failure.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, _stopping.Token).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            var served = Task.Run(() => ServeAsync(connection), CancellationToken.None);
            lock (_gate) _connections.Add(served);
            _ = served.ContinueWith(
                Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Forget(Task served)
    {
        lock (_gate) _connections.Remove(served);
    }

    private async Task ServeAsync(Socket connection)
    {
        await using var stream = new NetworkStream(connection, ownsSocket: true);
        try
        {
            // Looked at before the peer has time to end and leave its number to another process.
            using var peer = PeerProcess.Of(connection);
            using var entry = _table.TryEnter($"{peer.Id}", connection.Dispose);
            if (entry is null)
            {
                TooManyConnections(peer.Id);
                return;
            }

            if (await GreetAsync(connection) is not { } greeting) return;
            var terminal = ControllingTerminal.NameOf(peer.Id);
            if (peer.User != ThisProcess.EffectiveUser)
            {
                PeerRefused(peer.User);
                // A bridge would pass the explanation on to its editor, where it is no MCP.
                if (greeting.Role == "control")
                    await stream.WriteAsync(ControlServer.Refusal(ForeignUser(peer.User)), _stopping.Token);
                return;
            }

            if (greeting.Role == "mcp" && _table.Count > limits.Clients)
            {
                TooManyConnections(peer.Id);
                return;
            }

            entry.Spoke();
            if (greeting.Role == "mcp") await ServeMcpAsync(stream, greeting, peer);
            else if (greeting.Role == "control" && IsInside(peer))
            {
                InsideRefused(peer.Id);
                await stream.WriteAsync(ControlServer.Refusal(InsideSession), _stopping.Token);
            }
            else if (greeting.Role == "control")
            {
                var caller = new Caller(Principal.Operator, greeting.Directory) { Terminal = terminal };
                await control.ServeAsync(stream, caller, _stopping.Token);
            }
            else
                await stream.WriteAsync(
                    ControlServer.Refusal(
                        new("unknown_role", "The first line names no role that is known here.",
                            "Say {\"role\":\"mcp\"} or {\"role\":\"control\"}.")),
                    _stopping.Token);
        }
        catch (Exception failure) when (failure is IOException
            or SocketException
            or OperationCanceledException
            or ObjectDisposedException)
        {
            // The other side left, or the daemon stops.
        }
        catch (Exception failure)
        {
            ConnectionFailed(failure);
        }
    }

    private Task ServeMcpAsync(Stream stream, Greeting greeting, PeerProcess peer)
    {
        // A client lives longer than its first line, so it is judged now and not when a right depends on it.
        var isInside = IsInside(peer);
        if (greeting.Agent is not null && isInside) return mcp.RefuseAsync(stream, NoAgentInside, _stopping.Token);
        var request = new ConnectionRequest(greeting.Directory, greeting.Toolsets, greeting.ReadOnly, greeting.Agent)
        {
            Origin = isInside ? CallerOrigin.Inside : CallerOrigin.Outside,
        };
        return mcp.ServeAsync(stream, request, _stopping.Token);
    }

    /// <summary>The peer's number counts only if it still was that process's after it was looked at.</summary>
    private bool IsInside(PeerProcess peer) => isInside(peer.Id) || !peer.IsRunning;

    /// <summary>
    /// A process in a session may be an agent's, or act on what an agent was talked into; it is never the operator.
    /// </summary>
    private static readonly Rejection InsideSession = new(
        "inside_session",
        "A process that the daemon or one of its terminal sessions started cannot be the daemon's operator.",
        "Run this outside of sessions, in a terminal of your own. From inside one, the MCP tools can be used: the server "
        + "is `agw mcp`.");

    private static readonly Rejection NoAgentInside = new(
        "inside_session",
        "A process that the daemon or one of its terminal sessions started cannot choose which agent it is.",
        "Run `agw mcp` without --agent.");

    private static Rejection ForeignUser(uint user) => new(
        "foreign_user", $"The daemon belongs to another user (uid {ThisProcess.EffectiveUser}, not {user}).",
            "Run agw as that user, or start a daemon of your own.");

    /// <summary>The first line; null where none comes.</summary>
    private async Task<Greeting?> GreetAsync(Socket connection)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(FirstLineSecondsMax), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stopping.Token);
        if (await ReadFirstLineAsync(connection, either.Token) is not { } line) return null;
        try
        {
            return JsonSerializer.Deserialize(line, ControlJson.Plain.Greeting);
        }
        catch (JsonException)
        {
            return new();
        }
    }

    /// <summary>
    /// Reads up to the first line's end and not a byte further: the rest belongs to the server of that role.
    /// </summary>
    private static async Task<byte[]?> ReadFirstLineAsync(Socket connection, CancellationToken cancellationToken)
    {
        var line = new MemoryStream();
        var buffer = new byte[4096];
        while (line.Length < FirstLineBytesMax)
        {
            var seen = await connection.ReceiveAsync(buffer, SocketFlags.Peek, cancellationToken);
            if (seen == 0) return null;
            var end = buffer.AsSpan(0, seen).IndexOf((byte)'\n');
            var taken = await connection.ReceiveAsync(
                buffer.AsMemory(0, end < 0 ? seen : end + 1), SocketFlags.None, cancellationToken);
            line.Write(buffer, 0, taken);
            if (end >= 0) return line.ToArray();
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A process of another user (uid {User}) was turned away.")]
    private partial void PeerRefused(uint user);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Process {Process} inside a session wanted to be the operator and was turned away.")]
    private partial void InsideRefused(int process);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "There are too many connections already; one of process {Process} was turned away.")]
    private partial void TooManyConnections(int process);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No connection can be accepted now: {Reason}")]
    private partial void AcceptFailed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection ended by a fault in the daemon.")]
    private partial void ConnectionFailed(Exception failure);
}
