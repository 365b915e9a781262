using System.Globalization;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Screen;
using AgentGateway.Terminal.Tests.Backends;
using AgentGateway.Terminal.Tests.Support;
using AgentGateway.Terminal.Tmux;

namespace AgentGateway.Terminal.Tests.Tmux;

public sealed class TmuxBackendTests : BackendContract
{
    private string _directory = "";

    [Fact]
    public async Task A_terminal_outlives_its_backend_and_is_adopted_with_a_gap()
    {
        var request = Requests.Shell("echo before; read line; echo \"got:$line\"; exit 5");
        await using (var terminal = await StartAsync(request)) await new Listener(terminal).WaitForAsync("before");
        await ReplaceBackendAsync();
        var ready = Assert.IsType<TerminalOutcome.Ready>(
            await Backend.AdoptAsync(request.Name, 100, CancellationToken.None));
        await using var adopted = ready.Terminal;
        Assert.StartsWith("before\n\n", Shown(ready, 80, 24).RenderText(), StringComparison.Ordinal);
        Assert.Equal(100, Assert.Single(adopted.Gaps).Offset);
        var listener = new Listener(adopted);
        await adopted.WriteAsync("again\r"u8.ToArray(), null, CancellationToken.None);
        await listener.WaitForAsync("got:again");
        await listener.AllAsync();
        Assert.Equal(5, (await EndOf(adopted)).Code);
        Assert.Equal(100 + listener.Bytes.Length, adopted.Offset);
    }

    [Theory]
    [InlineData("seq 1 60; printf 'plain \\033[1;31mred\\033[0m żółw 漢\\n\\033[3;40Hhere'")]
    [InlineData("printf 'main\\n\\033[?1049h\\033[2;5Halternate\\033[?1h\\033=\\033[?1000h\\033[?1006h\\033[?25l'")]
    [InlineData("printf '\\033[5;10r\\033[?6h\\033[2;3Hregion'")]
    [InlineData("printf '\\033(0lqqk\\033(B\\n\\033[44mblue\\033[0m\\n'")]
    public async Task A_terminal_is_adopted_with_its_screen(string script)
    {
        var request = Requests.Shell($"{script}; printf '\\033]2;done\\007'; read line");
        var screen = new TerminalScreen(80, 24);
        await using (var terminal = await StartAsync(request))
        {
            var listener = new Listener(terminal);
            await listener.WaitForAsync("done");
            screen.Feed(listener.Bytes);
        }

        await ReplaceBackendAsync();
        var ready = Assert.IsType<TerminalOutcome.Ready>(
            await Backend.AdoptAsync(request.Name, 0, CancellationToken.None));
        await using var adopted = ready.Terminal;
        var found = Shown(ready, 80, 24);
        Assert.Equal(screen.RenderText(100), found.RenderText(100));
        Assert.Equal(screen.RenderAnsi(), found.RenderAnsi());
        Assert.Equal((screen.AlternateScreen, screen.Modes), (found.AlternateScreen, found.Modes));
        Assert.Equal(
            (screen.Cursor.X, screen.Cursor.Y, screen.Cursor.Visible),
            (found.Cursor.X, found.Cursor.Y, found.Cursor.Visible));
    }

    [Fact]
    public async Task A_program_that_ended_unwatched_is_listed_with_its_exit()
    {
        var request = Requests.Shell("printf ready; read line; exit 6");
        int child;
        await using (var terminal = await StartAsync(request))
        {
            await new Listener(terminal).WaitForAsync("ready");
            child = terminal.Child.ProcessId;
        }

        TmuxHome.Run(_directory, "send-keys", "-t", request.Name, "Enter");
        await Processes.EndedAsync(child);
        await using var later = TmuxHome.Open(_directory);
        var listed = await later.ListAsync(CancellationToken.None);
        Assert.Equal(6, Assert.Single(listed).Exit?.Code);
        var screen = new TerminalScreen(80, 24);
        screen.Feed((await later.ShowAsync(request.Name, CancellationToken.None)).Span);
        Assert.Equal("ready", screen.RenderText().TrimEnd());
        Assert.True((await later.ShowAsync("nothing", CancellationToken.None)).IsEmpty);
        Assert.Equal(
            "terminal_ended",
            Assert.IsType<TerminalOutcome.Refused>(
                await later.AdoptAsync(request.Name, 0, CancellationToken.None)).Refusal.Code);
        Assert.True(await later.RemoveAsync(request.Name, StopLimits.AtOnce, CancellationToken.None));
        Assert.Empty(await later.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_terminal_that_another_program_made_is_listed_too()
    {
        await using var terminal = await StartAsync(Requests.Shell("read line"));
        TmuxHome.Run(_directory, "new-session", "-d", "-s", "made elsewhere", "cat");
        Assert.Contains(
            await Backend.ListAsync(CancellationToken.None),
            listed => listed.Name == "made elsewhere" && listed.Child is not null);
        Assert.True(await Backend.RemoveAsync("made elsewhere", StopLimits.AtOnce, CancellationToken.None));
    }

    [Fact]
    public async Task A_server_killed_from_outside_ends_its_terminals_and_a_new_one_is_started()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("trap '' HUP; printf ready; while :; do sleep 0.05; done"));
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        TmuxHome.Run(_directory, "kill-server");
        var exit = await EndOf(terminal);
        Assert.NotNull(exit.Unknown);
        Assert.False(Processes.IsRunning(terminal.Child.ProcessId));
        await listener.AllAsync();
        await using var next = await StartAsync(Requests.Shell("echo new"));
        Assert.Equal("new\r\n", await new Listener(next).AllAsync());
    }

    [Fact]
    public async Task A_control_client_killed_from_outside_is_replaced()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("printf ready; read line; echo \"got:$line\"; exit 8"));
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        for (var round = 0; round < 3; round++)
        {
            var client = int.Parse(
                TmuxHome.Run(_directory, "list-clients", "-F", "#{client_pid}"), CultureInfo.InvariantCulture);
            ProcessSession.Send(client, TerminalSignal.Kill);
            await Processes.EndedAsync(client);
            await terminal.ResizeAsync(new TerminalSize(90 + round, 30), CancellationToken.None);
        }

        await terminal.WriteAsync("on\r"u8.ToArray(), null, CancellationToken.None);
        await listener.WaitForAsync("got:on");
        Assert.Equal(Code(8), (await EndOf(terminal)).ToString());
        Assert.Empty(terminal.Gaps);
    }

    [Fact]
    public async Task A_pipe_closed_from_outside_is_opened_again_with_a_gap()
    {
        await using var terminal = await StartAsync(Requests.Shell("printf ready; read line; echo \"got:$line\""));
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        TmuxHome.Run(_directory, "pipe-pane", "-t", terminal.Name);
        await Eventually.TrueAsync(
            () => TmuxHome.Run(_directory, "display-message", "-p", "-t", terminal.Name, "#{pane_pipe}").Trim() == "1");
        await terminal.WriteAsync("on\r"u8.ToArray(), null, CancellationToken.None);
        await listener.WaitForAsync("got:on");
        Assert.Equal(5, Assert.Single(terminal.Gaps).Offset);
    }

    [Theory]
    [InlineData("rename-session -t {0} renamed")]
    [InlineData("new-session -d -s elsewhere cat ; join-pane -d -s {0}: -t elsewhere:")]
    [InlineData("split-window -d -b -t {0} cat")]
    [InlineData("kill-session -t agw-hub")]
    public async Task A_terminal_that_a_person_renamed_or_moved_goes_on_and_is_found_by_a_later_daemon(string commands)
    {
        var request = Requests.Shell("printf ready; read line; echo \"got:$line\"; read line; exit 8");
        await using (var terminal = await StartAsync(request))
        {
            var listener = new Listener(terminal);
            await listener.WaitForAsync("ready");
            TmuxHome.Run(_directory, string.Format(CultureInfo.InvariantCulture, commands, request.Name).Split(' '));
            // Input goes to tmux once; this waits for the next control client where the first one was taken away.
            await terminal.ResizeAsync(new TerminalSize(81, 24), CancellationToken.None);
            await terminal.WriteAsync("on\r"u8.ToArray(), null, CancellationToken.None);
            await listener.WaitForAsync("got:on");
        }

        await ReplaceBackendAsync();
        var ready = Assert.IsType<TerminalOutcome.Ready>(
            await Backend.AdoptAsync(request.Name, 0, CancellationToken.None));
        await using var adopted = ready.Terminal;
        await adopted.WriteAsync("\r"u8.ToArray(), null, CancellationToken.None);
        Assert.Equal(Code(8), (await EndOf(adopted)).ToString());
        await new Listener(adopted).AllAsync();
        Assert.DoesNotContain(
            await Backend.ListAsync(CancellationToken.None), listed => listed.Name is not "elsewhere");
    }

    [Theory]
    [InlineData("kill-pane -t {0}")]
    [InlineData("kill-session -t {0}")]
    [InlineData("respawn-pane -k -t {0} cat")]
    public async Task A_terminal_that_a_person_took_away_has_ended_and_so_has_its_program(string command)
    {
        var request = Requests.Shell("printf ready; while :; do read line; done");
        await using var terminal = await StartAsync(request);
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        TmuxHome.Run(_directory, string.Format(CultureInfo.InvariantCulture, command, request.Name).Split(' '));
        Assert.NotNull((await EndOf(terminal)).Unknown);
        Assert.NotNull((await terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None)).Unknown);
        Assert.False(Processes.IsRunning(terminal.Child.ProcessId));
        await listener.AllAsync();
        Assert.Empty(await Backend.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_program_that_ignores_that_its_terminal_is_taken_away_is_ended()
    {
        var request = Requests.Shell("trap '' HUP; printf ready; while :; do sleep 0.05; done");
        await using var terminal = await StartAsync(request);
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        TmuxHome.Run(_directory, "kill-pane", "-t", request.Name);
        Assert.NotNull((await EndOf(terminal)).Unknown);
        Assert.False(Processes.IsRunning(terminal.Child.ProcessId));
        await listener.AllAsync();
    }

    [Fact]
    public async Task A_server_in_which_nothing_of_ours_and_nothing_that_runs_is_left_is_ended()
    {
        await using (var terminal = await StartAsync(Requests.Shell("read line")))
        {
            TmuxHome.Run(_directory, "new-session", "-d", "-s", "stranger", "true");
            await ((TmuxBackend)Backend).EndServerIfEmptyAsync(CancellationToken.None);
            Assert.NotEmpty(await Backend.ListAsync(CancellationToken.None));
            await terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None);
            await new Listener(terminal).AllAsync();
        }

        await Eventually.TrueAsync(
            () => TmuxHome.Run(_directory, "list-panes", "-t", "stranger", "-F", "#{pane_dead}").Trim() == "1");
        await ((TmuxBackend)Backend).EndServerIfEmptyAsync(CancellationToken.None);
        Assert.Equal("", TmuxHome.Run(_directory, "list-sessions"));
    }

    [Fact]
    public async Task A_person_in_copy_mode_does_not_catch_what_is_sent()
    {
        await using var terminal = await StartAsync(Requests.Shell("printf ready; read line; echo \"got:$line\""));
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        TmuxHome.Run(_directory, "copy-mode", "-t", terminal.Name);
        await terminal.WriteAsync("through\r"u8.ToArray(), null, CancellationToken.None);
        await listener.WaitForAsync("got:through");
    }

    [Fact]
    public async Task The_terminal_does_not_know_that_it_is_inside_tmux()
    {
        await using var terminal = await StartAsync(
            Requests.Program("env") with { Environment = Requests.Environment });
        var seen = await new Listener(terminal).AllAsync();
        Assert.DoesNotContain("TMUX", seen, StringComparison.Ordinal);
        Assert.Contains("TERM=tmux-256color", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_terminal_was_given_is_not_kept_by_the_server()
    {
        var request = Requests.Shell("printf ready; read line");
        await using var terminal = await StartAsync(
            request with
            {
                Environment = new Dictionary<string, string>(Requests.Environment) { ["SECRET"] = "canary" },
            });
        await new Listener(terminal).WaitForAsync("ready");
        Assert.DoesNotContain(
            "canary", TmuxHome.Run(_directory, "show-environment", "-t", terminal.Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_path_that_is_too_long_is_refused()
    {
        var options = TmuxHome.Options(_directory.Length > 0 ? _directory : Path.GetTempPath());
        await using var backend = new TmuxBackend(
            options with { SocketPath = "/" + new string('x', 120) }, TimeProvider.System);
        var refused = Assert.IsType<TerminalOutcome.Refused>(
            await backend.CreateAsync(Requests.Program("true"), CancellationToken.None));
        Assert.Equal("tmux_unavailable", refused.Refusal.Code);
    }

    protected override ITerminalBackend Make(string directory)
    {
        _directory = directory;
        return TmuxHome.Open(directory);
    }

    protected override void Clean(string directory) => TmuxHome.Run(directory, "kill-server");

    private static TerminalScreen Shown(TerminalOutcome.Ready ready, int columns, int rows)
    {
        var screen = new TerminalScreen(columns, rows);
        screen.Feed(ready.Shown.Span);
        return screen;
    }
}
