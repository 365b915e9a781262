using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// Terminals in a private tmux server, which outlive the daemon. Disposing this closes the handles and leaves the
/// terminals running.
/// </summary>
public sealed class TmuxBackend : ITerminalBackend
{
    /// <summary>
    /// The value of <c>TERM</c> in these terminals, also where the request names another: tmux is the terminal that
    /// programs see.
    /// </summary>
    internal const string TerminalType = "tmux-256color";

    private const string EnvironmentProgram = "/usr/bin/env";

    private const int LooksMax = 20;

    private static readonly TimeSpan LookDelay = TimeSpan.FromMilliseconds(10);

    /// <summary>How often it is looked whether a person has taken a terminal away.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>
    /// tmux closes a terminal when its child ends, unless the kernel says that output is waiting; but the kernel moves
    /// output in the background and may say no while some is on its way. So tmux's child is this shell, which outlives
    /// the program by a moment. It catches what the terminal sends to all (a caught signal, unlike an ignored one, is
    /// as usual again for the program), and says nothing itself. Like every shell it tells death by a signal as 128 and
    /// its number.
    /// </summary>
    private const string LeaderScript =
        "trap : HUP INT QUIT TERM USR1 USR2 ALRM; exec 3>&2 2>/dev/null; \"$@\" 2>&3 3>&-; s=$?; /bin/sleep 0.05; exit "
            + "$s";

    /// <summary>Variables that tmux itself sets for the programs that it starts.</summary>
    private static readonly string[] TmuxVariables = ["TMUX", "TMUX_PANE", "TERM_PROGRAM", "TERM_PROGRAM_VERSION",
        "PATH", "LANG"];

    /// <summary>Variables that tmux or the shell set anew, also where the request gives them.</summary>
    private static readonly string[] ShellVariables = ["SHELL", "PWD", "OLDPWD", "SHLVL", "_"];

    private readonly TmuxOptions _options;
    private readonly TimeProvider _time;
    private readonly ReadinessLoop _loop = new();
    private readonly Spawner _spawner = new();
    private readonly TmuxServer _server;
    private readonly ConcurrentDictionary<string, TmuxTerminal?> _terminals = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Each look asks tmux and /proc about every terminal, and a start of the daemon needs one for each.</summary>
    private readonly SharedLook<IReadOnlyList<TmuxPane>> _panes;
    private readonly Task _looking;
    private int _lastPipe;

    public TmuxBackend(TmuxOptions options, TimeProvider time)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("tmux runs on Linux.");
        _options = options;
        _time = time;
        _server = new TmuxServer(options, _spawner, _loop, time);
        Directory.CreateDirectory(
            options.PipeDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _panes = new(LookAtPanesAsync);
        _looking = LookAsync();
    }

    public string Name => "tmux";

    public bool SurvivesDaemon => true;

    public async Task<TerminalOutcome> CreateAsync(TerminalRequest request, CancellationToken cancellationToken)
    {
        if (RequestCheck.Find(request, out var program) is { } refusal) return new TerminalOutcome.Refused(refusal);
        return await HoldAsync(request.Name, isNew: true, async (connection, pipe) =>
        {
            var lines = await connection.AskAsync(
                StartCommands(request, program, pipe), mayRepeat: false, cancellationToken);
            if (lines.Count == 0 || TmuxPane.Parse(lines[0]) is not { } pane)
                throw new TmuxException("tmux did not say what it started");
            return (pane, ReadOnlyMemory<byte>.Empty, request.Mark);
        }, cancellationToken);
    }

    public async Task<IReadOnlyList<ExistingTerminal>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await PanesAsync(cancellationToken)).Select(pane => pane.ToExisting())];

    public async Task<TerminalOutcome> AdoptAsync(string name, long offset, CancellationToken cancellationToken)
    {
        const string Hint = "List what there is; what has ended or was never there is started anew.";
        if (RequestCheck.CheckName(name) is not null)
            return new TerminalOutcome.Refused(StartRefusals.NotFound(name, Hint));
        try
        {
            if ((await PanesAsync(cancellationToken)).FirstOrDefault(pane => pane.Name == name) is not { } found)
                return new TerminalOutcome.Refused(StartRefusals.NotFound(name, Hint));
            if (found.IsDead || found.Exit is not null)
                return new TerminalOutcome.Refused(
                    new Refusal(
                        "terminal_ended", $"The program in '{name}' has ended.",
                        "Take its exit from the list, then remove it."));
            var outcome = await HoldAsync(name, isNew: false,
                async (connection, pipe) =>
                    (found, await CaptureAndPipeAsync(connection, found, pipe, cancellationToken), null),
                    cancellationToken);
            if (outcome is TerminalOutcome.Ready { Terminal: TmuxTerminal terminal }) terminal.ContinueAt(offset);
            return outcome;
        }
        catch (TmuxException failure)
        {
            return new TerminalOutcome.Refused(Unavailable(failure));
        }
    }

    public async Task<ReadOnlyMemory<byte>> ShowAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            if ((await PanesAsync(cancellationToken)).FirstOrDefault(pane => pane.Name == name) is not { } found)
                return default;
            var connection = await _server.ConnectAsync(cancellationToken);
            return TmuxCapture.Compose(
                await connection.AskAsync(
                    [.. TmuxCapture.Commands(found.PaneId, _options.HistoryLines)], mayRepeat: true,
                    cancellationToken));
        }
        catch (TmuxException)
        {
            return default;
        }
    }

    public async Task<bool> RemoveAsync(string name, StopLimits limits, CancellationToken cancellationToken)
    {
        if (name == TmuxServer.ControlSession
            || (await PanesAsync(cancellationToken)).FirstOrDefault(pane => pane.Name == name) is not { } found)
            return false;
        if (!found.IsDead)
            await new ProcessSession(_loop, _time).EndAsync(
                () => ProcessTable.OfSessionAsync(found.ProcessId), limits, cancellationToken);
        try
        {
            await (await _server.ConnectAsync(cancellationToken)).AskAsync(
                TmuxPane.RemoveCommands(found.PaneId, name), mayRepeat: true, cancellationToken);
        }
        catch (TmuxException)
        {
            // The handle of it has removed it at its end, or its session went with it.
        }

        return true;
    }

    /// <summary>
    /// Ends the server if it has no terminal: one that was asked for by nothing but a list would otherwise stay, and so
    /// would one in which nothing is left but an ended program of another.
    /// </summary>
    public async Task EndServerIfEmptyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if ((await PanesAsync(cancellationToken)).Any(pane => pane.IsOurs || !pane.IsDead)) return;
            var connection = await _server.ConnectAsync(cancellationToken);
            await AskToEndAsync(connection, cancellationToken);
            // The next terminal must not be started in a server that is ending.
            await connection.Lost.WaitAsync(cancellationToken);
        }
        catch (TmuxException)
        {
            // It has gone meanwhile.
        }
    }

    private static async Task AskToEndAsync(TmuxConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.AskAsync([TmuxText.Command("kill-server")], mayRepeat: false, cancellationToken);
        }
        catch (TmuxException)
        {
            // So it ends, without an answer.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _looking;
        foreach (var terminal in _terminals.Values.OfType<TmuxTerminal>()) await terminal.DisposeAsync();
        await _server.DisposeAsync();
        _spawner.Dispose();
        _loop.Dispose();
        _disposed.Dispose();
    }

    internal void Forget(TmuxTerminal terminal) => _terminals.TryRemove(new(terminal.Name, terminal));

    /// <exception cref="OsException">No pipe could be made.</exception>
    internal OutputPipe OpenPipe(string name) =>
        OutputPipe.Open(
            _options.PipeDirectory,
            string.Create(CultureInfo.InvariantCulture, $"{name}.{Interlocked.Increment(ref _lastPipe)}"), _loop);

    internal static string PipeCommand(string target, OutputPipe pipe) =>
        TmuxText.Command("pipe-pane", "-t", target, TmuxText.NoFormatOrTime(pipe.Command));

    /// <summary>
    /// Reserves the name, so that of two requests at once one is refused, and holds what <paramref name="start"/>
    /// finds.
    /// </summary>
    private async Task<TerminalOutcome> HoldAsync(
        string name, bool isNew, Func<TmuxConnection, OutputPipe, Task<(
            TmuxPane Pane, ReadOnlyMemory<byte> Shown, string? Mark)>> start,
        CancellationToken cancellationToken)
    {
        if (name == TmuxServer.ControlSession || !_terminals.TryAdd(name, null))
            return new TerminalOutcome.Refused(StartRefusals.NameTaken(name));
        OutputPipe? pipe = null;
        TmuxTerminal? terminal = null;
        try
        {
            Descriptor.NeedSpare();
            var connection = await _server.ConnectAsync(cancellationToken);
            pipe = OpenPipe(name);
            var (pane, shown, mark) = await start(connection, pipe);
            var child = ChildIdentity.Of(pane.ProcessId, mark) ?? new ChildIdentity(
                pane.ProcessId, 0, ChildIdentity.CurrentBootId, mark);
            terminal = new TmuxTerminal(this, connection, pane, child, pipe, _loop, _time);
            return new TerminalOutcome.Ready(terminal, shown);
        }
        catch (OsException failure)
        {
            // A terminal that was started and has no handle would run unseen.
            if (isNew && pipe is not null) await RemoveAsync(name, StopLimits.AtOnce, CancellationToken.None);
            return new TerminalOutcome.Refused(StartRefusals.Of(failure));
        }
        catch (TmuxException failure)
        {
            return new TerminalOutcome.Refused(
                failure.Message.StartsWith("duplicate session", StringComparison.Ordinal)
                    ? StartRefusals.NameTaken(name)
                    : Unavailable(failure));
        }
        finally
        {
            if (terminal is null) pipe?.Dispose();
            if (terminal is null) _terminals.TryRemove(name, out _);
            else _terminals[name] = terminal;
        }
    }

    /// <summary>
    /// tmux does not tell when a person has started another program in a pane, and the one before may go on without a
    /// terminal. So all panes are looked at now and then, in one command; without terminals nothing is asked.
    /// </summary>
    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(BetweenLooks, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_disposed.Token))
                foreach (var together in _terminals.Values.OfType<TmuxTerminal>().ToLookup(held => held.Connection))
                    await LookAsync(together.Key, [.. together]);
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task LookAsync(TmuxConnection connection, List<TmuxTerminal> terminals)
    {
        try
        {
            var lines = await connection.AskAsync(
                [TmuxText.Command("list-panes", "-a", "-F", "#{pane_id} #{pane_pid}")], mayRepeat: true,
                _disposed.Token);
            var panes = lines.Select(Encoding.ASCII.GetString).ToHashSet(StringComparer.Ordinal);
            foreach (var terminal in terminals) terminal.Seen(panes);
        }
        catch (TmuxException)
        {
            // A server that is gone is seen at the connection; one that is busy is asked again.
        }
    }

    /// <summary>All terminals, by a look that begins after this call.</summary>
    private Task<IReadOnlyList<TmuxPane>> PanesAsync(CancellationToken cancellationToken) =>
        _panes.LookAsync().WaitAsync(cancellationToken);

    private async Task<IReadOnlyList<TmuxPane>> LookAtPanesAsync()
    {
        var connection = await _server.ConnectAsync(CancellationToken.None);
        for (var look = 1; ; look++)
        {
            var lines = await connection.AskAsync(
                [TmuxText.Command("list-panes", "-a", "-F", TmuxPane.Format)], mayRepeat: true, CancellationToken.None);
            var all = lines.Select(TmuxPane.Parse).OfType<TmuxPane>();
            var panes = WithoutAdded([.. all.Where(pane => pane.Name != TmuxServer.ControlSession)]);
            var unnoticed = panes.Where(pane => pane.IsUnnoticed).ToList();
            if (unnoticed.Count == 0 || look == LooksMax) return panes;
            foreach (var pane in unnoticed) pane.RemindServer();
            await Task.Delay(LookDelay, _time, CancellationToken.None);
        }
    }

    /// <summary>A pane that a person added to the session of a terminal of ours is no terminal of that name.</summary>
    private static List<TmuxPane> WithoutAdded(List<TmuxPane> panes)
    {
        var ours = panes.Where(pane => pane.IsOurs).Select(pane => pane.Name).ToHashSet(StringComparer.Ordinal);
        return [.. panes.Where(pane => pane.IsOurs || !ours.Contains(pane.Name))];
    }

    /// <summary>
    /// The pipe is there before tmux reads the first byte, because tmux looks at no terminal within a sequence. The
    /// environment goes to tmux through its standard input, never through an argv, and is taken out of tmux's tables at
    /// once.
    /// </summary>
    private static List<string> StartCommands(TerminalRequest request, string program, OutputPipe pipe)
    {
        var target = $"={request.Name}:";
        var create = new List<string>
        {
            "new-session", "-d", "-P", "-F", TmuxPane.Format, "-s", request.Name, "-c", TmuxText.NoFormat(
                request.Directory),
            "-x", TmuxText.Number(request.Size.Columns), "-y", TmuxText.Number(request.Size.Rows),
        };
        foreach (var (name, value) in request.Environment) create.AddRange(["-e", $"{name}={value}"]);
        create.AddRange(["--", "/bin/sh", "-c", LeaderScript, "sh", EnvironmentProgram]);
        foreach (var name in TmuxVariables.Concat(ShellVariables).Where(name => !request.Environment.ContainsKey(name)))
            create.AddRange(["-u", name]);
        // Behind the first assignment env takes "--" for the program.
        create.Add("--");
        foreach (var name in ShellVariables)
            if (request.Environment.TryGetValue(name, out var value)) create.Add($"{name}={value}");
        create.AddRange([program, .. request.Arguments]);
        return
        [
            TmuxText.Command(create),
            PipeCommand(target, pipe),
            TmuxPane.NameCommand(target, request.Name),
            TmuxText.Command("set", "-w", "-t", target, "window-size", "manual"),
            .. request.Environment.Keys.Select(
                name => TmuxText.Command("set-environment", "-u", "-t", "=" + request.Name, name)),
        ];
    }

    private async Task<ReadOnlyMemory<byte>> CaptureAndPipeAsync(
        TmuxConnection connection, TmuxPane pane, OutputPipe pipe, CancellationToken cancellationToken)
    {
        var lines = await connection.AskAsync(
            [.. TmuxCapture.Commands(pane.PaneId, _options.HistoryLines), PipeCommand(pane.PaneId, pipe)],
            mayRepeat: true, cancellationToken);
        return TmuxCapture.Compose(lines);
    }

    private static Refusal Unavailable(TmuxException failure) =>
        new("tmux_unavailable", $"tmux cannot be used: {failure.Message}.",
            "Try again, which starts a new server if the old one is gone; or use the backend 'pty'.");
}
