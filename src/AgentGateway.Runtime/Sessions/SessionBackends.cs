using System.Net.Sockets;
using AgentGateway.Domain;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The backends. Each is made when it is first needed, so that a daemon without sessions has none of their threads and
/// no tmux server.
/// </summary>
internal sealed class SessionBackends(SessionPaths paths, OwnProgram own, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long tmux may take to answer at the start and at the stop of the daemon, which go on without it.</summary>
    private static readonly TimeSpan EndingWait = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private PtyBackend? _pty;
    private TmuxBackend? _tmux;

    private string? SearchPath => paths.Environment.GetValueOrDefault("PATH");

    /// <summary>The backend that a name stands for on this machine: <c>auto</c> depends on tmux.</summary>
    public Outcome<string> Choose(string requested)
    {
        var hasTmux = TmuxOptions.FindProgram(SearchPath) is not null;
        return BackendChoice.Choose(requested, hasTmux, out var name) is { } refusal ? refusal.ToRejection() : name;
    }

    /// <summary>Null where it is not installed any more.</summary>
    public ITerminalBackend? Find(string name)
    {
        lock (_lock)
        {
            if (name == "pty") return _pty ??= new(time);
            if (_tmux is not null) return _tmux;
            if (TmuxOptions.FindProgram(SearchPath) is not { } program) return null;
            return _tmux = new(
                new()
                {
                    ProgramPath = program,
                    SocketPath = paths.TmuxSocket,
                    PipeDirectory = Path.Combine(paths.Directory, "pipes"),
                    Adopting = own.Words.Count == 0 ? [] : [.. own.Words, "adopting"],
                    AdoptingEnvironment = new Dictionary<string, string>(OwnProgram.Needed(paths.Environment)),
                },
                time);
        }
    }

    /// <summary>
    /// The tmux backend if our server runs already; null otherwise, because a call to the backend would start one.
    /// </summary>
    public ITerminalBackend? TmuxInUse
    {
        get
        {
            lock (_lock)
            {
                if (_tmux is not null) return _tmux;
            }

            return IsServed(paths.TmuxSocket) ? Find("tmux") : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_pty is not null) await _pty.DisposeAsync();
        await EndIdleServerAsync(static (_, _) => Task.CompletedTask);
        if (_tmux is not null) await _tmux.DisposeAsync();
    }

    /// <summary>Ends our tmux server where no terminal runs in it.</summary>
    /// <param name="clear">Removes terminals from it before.</param>
    public async Task EndIdleServerAsync(Func<ITerminalBackend, CancellationToken, Task> clear)
    {
        if (!IsServed(paths.TmuxSocket) || Find("tmux") is not TmuxBackend tmux) return;
        try
        {
            using var limit = new CancellationTokenSource(EndingWait, time);
            await clear(tmux, limit.Token);
            await tmux.EndServerIfEmptyAsync(limit.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // It does not answer. The daemon goes on without it.
        }
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
