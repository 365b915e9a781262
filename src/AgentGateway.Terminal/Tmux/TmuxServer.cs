using System.Text;
using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// Our private tmux server, reached through one control client that is attached to a session of its own. No other
/// window is linked into that session, so no terminal's output passes through this client.
/// </summary>
internal sealed class TmuxServer(
    TmuxOptions options, Spawner spawner, ReadinessLoop loop, TimeProvider time) : IAsyncDisposable
{
    /// <summary>
    /// The session that keeps the server alive and the client attached. Its program waits for input that never comes.
    /// </summary>
    public const string ControlSession = "agw-hub";

    private const int SocketPathBytesMax = 100;

    private static readonly TimeSpan LookDelay = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly TmuxServerProcess _process = new(options.SocketPath);
    private readonly CancellationTokenSource _disposed = new();
    private TmuxConnection? _connection;

    /// <summary>
    /// The server hands its environment to every terminal: it gets none but what tmux itself needs.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["LANG"] = "C.UTF-8",
    };

    /// <summary>The connection to the server, which is started if there is none.</summary>
    /// <exception cref="TmuxException">tmux cannot be started or reached.</exception>
    /// <exception cref="OsException">Its program cannot be started.</exception>
    public async Task<TmuxConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _connection) is { Lost.IsCompleted: false } connection) return connection;
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { Lost.IsCompleted: false } meanwhile) return meanwhile;
            if (_connection is { } lost) await lost.DisposeAsync();
            _connection = null;
            if (Encoding.UTF8.GetByteCount(options.SocketPath) > SocketPathBytesMax)
                throw new TmuxException(
                    $"the path of the tmux socket is longer than {SocketPathBytesMax} bytes: {options.SocketPath}");
            await StartServerAsync(cancellationToken);
            var client = await AttachAsync(mayStart: true, cancellationToken);
            var connected = new TmuxConnection(client, () => AttachAsync(mayStart: false, CancellationToken.None));
            Volatile.Write(ref _connection, connected);
            await connected.AskAsync(Settings(), mayRepeat: true, cancellationToken);
            return connected;
        }
        finally
        {
            _connecting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection) await connection.DisposeAsync();
        await _disposed.CancelAsync();
        _connecting.Dispose();
    }

    /// <summary>
    /// Starts a server to which the orphans of its terminals return, so that they are known to be inside also when this
    /// daemon has ended. The duty is a process's own and is kept by the program that it becomes, not by a child: so the
    /// server stays in the foreground (<c>-D</c>). Where tmux is too old for that (before 3.2), its client starts the
    /// server, whose orphans this daemon adopts as long as it lives.
    /// </summary>
    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        if (options.Adopting.Count == 0 || _process.Current is not null) return;
        var id = await spawner.StartAsync(
            new(
                options.Adopting[0],
                [.. options.Adopting, options.ProgramPath, "-D", "-u", "-S", options.SocketPath, "-f", "/dev/null"],
                new Dictionary<string, string>([.. Environment, .. options.AdoptingEnvironment]),
                "/",
                [new ChildFile.Opened("/dev/null", OpenFlags.ReadWrite), new ChildFile.SameAs(0), new ChildFile.SameAs(0)]));
        var ended = ReapAsync(id);
        var begun = time.GetTimestamp();
        while (_process.Current is null && !ended.IsCompleted && time.GetElapsedTime(begun) < options.AnswerWait)
            await Task.WhenAny(ended, Task.Delay(LookDelay, time, cancellationToken));
    }

    /// <summary>Waits for its end, or for that of this daemon, which it outlives.</summary>
    private async Task ReapAsync(int processId)
    {
        using var end = PolledFile.OfProcess(loop, processId);
        await end.WhenReadyAsync(_disposed.Token);
        Backends.ChildProcess.Reap(processId, []);
    }

    /// <summary>
    /// Attaches to the control session, which is made again where a person has removed it.
    /// </summary>
    /// <param name="mayStart">Whether a server is started where there is none; <c>-N</c> starts none.</param>
    private Task<ControlClient> AttachAsync(bool mayStart, CancellationToken cancellationToken) =>
        ControlClient.StartAsync(
            [.. mayStart ? Array.Empty<string>() : ["-N"], "-u", "-S", options.SocketPath, "-f", "/dev/null", "-C",
                "new-session", "-A", "-s", ControlSession, "-x", "80", "-y", "24", "cat"],
            options, spawner, loop, time, cancellationToken);

    /// <summary>
    /// Nothing of the user's configuration is read. A finished terminal stays until its exit code was taken; nothing is
    /// copied from a client's environment; what a program prints cannot reach a clipboard; no time is spent on renaming
    /// windows.
    /// </summary>
    private List<string> Settings() =>
    [
        TmuxText.Command("set", "-s", "exit-empty", "off"),
        TmuxText.Command("set", "-s", "escape-time", "0"),
        TmuxText.Command("set", "-s", "set-clipboard", "off"),
        TmuxText.Command("set", "-s", "default-terminal", TmuxBackend.TerminalType),
        TmuxText.Command("set", "-g", "remain-on-exit", "on"),
        // By default tmux writes a line of its own onto the screen of a finished terminal.
        TmuxText.Command("set", "-gq", "remain-on-exit-format", ""),
        TmuxText.Command("set", "-g", "automatic-rename", "off"),
        TmuxText.Command("set", "-g", "update-environment", ""),
        TmuxText.Command("set", "-g", "default-shell", "/bin/sh"),
        TmuxText.Command("set", "-g", "history-limit", TmuxText.Number(options.HistoryLines)),
        TmuxText.Command("set", "-g", "status", "off"),
    ];
}
