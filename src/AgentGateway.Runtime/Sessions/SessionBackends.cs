using System.Net.Sockets;
using AgentGateway.Domain;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Sandbox;
using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The backends, each made when it is first needed: a daemon without sessions has none of their threads, and starts no
/// tmux.
/// </summary>
internal sealed class SessionBackends(SessionPlaces places, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private PtyBackend? _pty;
    private TmuxBackend? _tmux;
    private Task<Refusal?>? _probe;

    private string? SearchPath => places.Environment.GetValueOrDefault("PATH");

    /// <summary>Which backend a name stands for here.</summary>
    public Outcome<string> Choose(string asked)
    {
        var hasTmux = TmuxOptions.FindProgram(SearchPath) is not null;
        return BackendChoice.Choose(asked, hasTmux, out var name) is { } refusal ? refusal.ToRejection() : name;
    }

    /// <summary>Null where it is not installed any more.</summary>
    public ITerminalBackend? Find(string name)
    {
        lock (_gate)
        {
            if (name == "pty") return _pty ??= new(time);
            if (_tmux is not null) return _tmux;
            if (TmuxOptions.FindProgram(SearchPath) is not { } program) return null;
            return _tmux = new(
                new() { ProgramPath = program, SocketPath = places.TmuxSocket, PipeDirectory = Path.Combine(
                    places.Directory, "pipes") },
                time);
        }
    }

    /// <summary>
    /// The tmux backend if there is a server of ours already: asking it for anything would otherwise start one.
    /// </summary>
    public ITerminalBackend? TmuxInUse
    {
        get
        {
            lock (_gate)
            {
                if (_tmux is not null) return _tmux;
            }

            return IsServed(places.TmuxSocket) ? Find("tmux") : null;
        }
    }

    /// <summary>Where bubblewrap is, or why it cannot be used. What works once is not tried again.</summary>
    public async Task<Outcome<string>> SandboxAsync(string probeName, CancellationToken cancellationToken)
    {
        if (BwrapProbe.FindProgram(SearchPath) is not { } program) return BwrapProbe.Missing.ToRejection();
        Task<Refusal?> probe;
        lock (_gate)
        {
            // One tries for all that want to know at once; whoever does not want to know any more ends nothing for the
            // others.
            if (_probe is null
                or { IsCompleted: true, IsCompletedSuccessfully: false }
                or { IsCompletedSuccessfully: true, Result: not null })
                _probe = BwrapProbe.RunAsync(program, Find("pty")!, probeName, CancellationToken.None);
            probe = _probe;
        }

        return await probe.WaitAsync(cancellationToken) is { } refusal ? refusal.ToRejection() : program;
    }

    public async ValueTask DisposeAsync()
    {
        if (_pty is not null) await _pty.DisposeAsync();
        if (_tmux is not null) await _tmux.DisposeAsync();
    }

    private static bool IsServed(string socketPath)
    {
        if (!File.Exists(socketPath)) return false;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            return true;
        }
        catch (SocketException)
        {
            // Left by a server that was killed.
            return false;
        }
    }
}
