using System.Globalization;
using System.Text;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Tests.Support;

namespace AgentGateway.Terminal.Tests.Backends;

/// <summary>What every backend promises.</summary>
public abstract class BackendContract : IAsyncLifetime
{
    private static readonly StopLimits Short = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));

    private readonly TemporaryFolder _folder = new();
    private ITerminalBackend? _backend;

    protected ITerminalBackend Backend => _backend ??= Make(_folder.Path);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
        {
            foreach (var terminal in await _backend.ListAsync(CancellationToken.None))
                await _backend.RemoveAsync(terminal.Name, StopLimits.AtOnce, CancellationToken.None);
            await _backend.DisposeAsync();
            Clean(_folder.Path);
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_byte_from_the_first_to_the_last_is_read()
    {
        await using var terminal = await StartAsync(Requests.Shell("printf first; seq 1 20000; printf last; exit 7"));
        var text = await new Listener(terminal).AllAsync();
        var expected = new StringBuilder("first");
        for (var number = 1; number <= 20_000; number++) expected.Append(CultureInfo.InvariantCulture, $"{number}\r\n");
        Assert.Equal(expected.Append("last").ToString(), text);
        Assert.Equal(text.Length, terminal.Offset);
        Assert.Equal(Code(7), (await EndOf(terminal)).ToString());
    }

    [Fact]
    public async Task A_program_that_ends_at_once_loses_nothing()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var terminal = await StartAsync(Requests.Shell("echo here"));
            Assert.Equal("here\r\n", await new Listener(terminal).AllAsync());
            Assert.Equal(Code(0), (await EndOf(terminal)).ToString());
        }
    }

    [Fact]
    public async Task A_program_that_says_nothing_has_an_end()
    {
        await using var terminal = await StartAsync(Requests.Program("true"));
        Assert.Equal("", await new Listener(terminal).AllAsync());
        Assert.Equal(Code(0), (await EndOf(terminal)).ToString());
    }

    [Fact]
    public async Task The_signal_that_ended_a_program_is_told()
    {
        await using var terminal = await StartAsync(Requests.Shell("kill -KILL $$"));
        await new Listener(terminal).AllAsync();
        Assert.Equal(new TerminalExit(null, 9, null, []).ToString(), (await EndOf(terminal)).ToString());
    }

    [Fact]
    public async Task What_is_written_reaches_the_program()
    {
        await using var terminal = await StartAsync(Requests.Shell("read line; echo \"got:$line\""));
        var listener = new Listener(terminal);
        Assert.Equal(6, await terminal.WriteAsync("hello\r"u8.ToArray(), null, CancellationToken.None));
        await listener.WaitForAsync("got:hello");
    }

    [Fact]
    public async Task Every_byte_value_can_be_written()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("stty raw -echo; printf ready; head -c 256 | od -An -v -tx1 | tr -d ' \\n'; printf done"));
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        Assert.Equal(256, await terminal.WriteAsync(all, null, CancellationToken.None));
        Assert.Contains(Convert.ToHexStringLower(all), await listener.WaitForAsync("done"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_input_arrives_whole()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("stty raw -echo; printf ready; head -c 100000 | cksum; printf done"));
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(at => (byte)('a' + at % 26))];
        var written = new List<int>();
        Assert.Equal(bytes.Length, await terminal.WriteAsync(bytes, new Steps(written), CancellationToken.None));
        Assert.Equal(bytes.Length, written[^1]);
        Assert.Contains("909384261 100000", await listener.WaitForAsync("done"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_is_what_was_given()
    {
        var given = new Dictionary<string, string>(Requests.Environment)
        {
            ["PLAIN"] = "x",
            ["SHELL"] = "/bin/some shell",
            ["PWD"] = "/given",
            ["ODD"] = "a b\"c'd$HOME;#{x}\\ü\n~%",
            ["EMPTY"] = "",
        };
        await using var terminal = await StartAsync(
            Requests.Program("/usr/bin/env", "-0") with { Environment = given });
        var seen = (await new Listener(terminal).AllAsync()).Replace("\r\n", "\n", StringComparison.Ordinal)
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(pair => !pair.StartsWith("TERM=", StringComparison.Ordinal));
        Assert.Equal(
            given.Where(
                pair => pair.Key != "TERM").Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal),
            seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_environment_stands_in_no_argument_list()
    {
        const string Canary = "canary-7f3a91c2";
        var request = Requests.Shell("printf ready; read line");
        await using var terminal = await StartAsync(
            request with
            {
                Environment = new Dictionary<string, string>(Requests.Environment) { ["SECRET"] = Canary },
            });
        await new Listener(terminal).WaitForAsync("ready");
        Assert.DoesNotContain(
            Directory.GetDirectories("/proc")
                .Where(path => int.TryParse(Path.GetFileName(path), out _))
                .Select(ArgumentsOf),
            arguments => arguments.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] words =
        [
            "$HOME", "a b", ";", "#{pane_id}", "~", "\\", "'q'", "\"d\"", "ü→😀", "", "%s", "line\nbreak", "-x", "{",
            "}", "`id`",
        ];
        await using var terminal = await StartAsync(Requests.Program("printf", ["%s|", .. words]));
        Assert.Equal(
            string.Concat(words.Select(word => word.Replace("\n", "\r\n", StringComparison.Ordinal) + "|")),
            await new Listener(terminal).AllAsync());
    }

    [Fact]
    public async Task The_program_starts_in_the_directory_that_was_asked_for()
    {
        var directory = Directory.CreateDirectory(_folder["a #{pane_id} %d ü"]).FullName;
        await using var terminal = await StartAsync(Requests.Shell("pwd -P") with { Directory = directory });
        Assert.Equal(directory + "\r\n", await new Listener(terminal).AllAsync());
    }

    [Fact]
    public async Task The_terminal_is_a_controlling_one_of_the_size_that_was_asked_for()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("stty size; : < /dev/tty && echo controlling") with { Size = new TerminalSize(132, 50) });
        Assert.Equal("50 132\r\ncontrolling\r\n", await new Listener(terminal).AllAsync());
    }

    [Fact]
    public async Task A_new_size_is_told_to_the_program()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.02; done"));
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        await terminal.ResizeAsync(new TerminalSize(91, 33), CancellationToken.None);
        await listener.WaitForAsync("33 91");
        Assert.Equal(new TerminalSize(91, 33), terminal.Size);
    }

    [Fact]
    public async Task A_signal_reaches_the_foreground()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("trap 'echo caught; exit 3' INT; echo ready; while :; do sleep 0.02; done"));
        var listener = new Listener(terminal);
        await listener.WaitForAsync("ready");
        Assert.True(terminal.Signal(TerminalSignal.Interrupt));
        await listener.WaitForAsync("caught");
        Assert.Equal(Code(3), (await EndOf(terminal)).ToString());
        Assert.False(terminal.Signal(TerminalSignal.Interrupt));
    }

    [Fact]
    public async Task Stopping_ends_a_program_that_ignores_every_signal_but_kill()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("trap '' HUP TERM INT; sleep 1000 & echo ready-$!-; wait; wait; sleep 1000"));
        var listener = new Listener(terminal);
        var child = NumberIn(await listener.WaitForAsync("-\r"), "ready-");
        var exit = await terminal.StopAsync(Short, CancellationToken.None).WaitAsync(Limits.Signal);
        Assert.Equal(9, exit.Signal);
        Assert.False(Processes.IsRunning(child));
        Assert.Empty(exit.Left);
        await listener.AllAsync();
        Assert.Equal(exit, await terminal.StopAsync(Short, CancellationToken.None));
    }

    [Fact]
    public async Task Background_processes_are_ended_with_the_program()
    {
        await using var terminal = await StartAsync(Requests.Shell("trap '' HUP; sleep 1000 & echo left-$!-; exit 4"));
        var listener = new Listener(terminal);
        var child = NumberIn(await listener.WaitForAsync("-\r"), "left-");
        Assert.Equal(Code(4), (await EndOf(terminal)).ToString());
        Assert.False(Processes.IsRunning(child));
        await listener.AllAsync();
    }

    [Fact]
    public async Task A_slow_reader_loses_nothing()
    {
        await using var terminal = await StartAsync(Requests.Shell("yes 0123456789 | head -n 300000; printf end"));
        var buffer = new byte[1000];
        long total = 0;
        var last = "";
        using var limit = new CancellationTokenSource(Limits.Signal);
        while (await terminal.ReadAsync(buffer, limit.Token) is > 0 and var count)
        {
            total += count;
            // The end may come in two pieces.
            last = last[Math.Max(0, last.Length - 3)..] + Encoding.ASCII.GetString(buffer, 0, count);
        }

        Assert.Equal(300_000 * 12 + 3, total);
        Assert.EndsWith("end", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writing_to_a_program_that_never_reads_can_be_given_up()
    {
        await using var terminal = await StartAsync(Requests.Shell("stty raw -echo; printf ready; sleep 1000"));
        await new Listener(terminal).WaitForAsync("ready");
        using var given = new CancellationTokenSource();
        var writing = terminal.WriteAsync(new byte[4 << 20], null, given.Token);
        await given.CancelAsync();
        try
        {
            // tmux takes everything; the kernel does not.
            Assert.InRange(await writing.WaitAsync(Limits.Signal), 0, 4 << 20);
        }
        catch (OperationCanceledException)
        {
            Assert.True(writing.IsCanceled);
        }

        Assert.NotNull(await terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None).WaitAsync(Limits.Signal));
    }

    [Fact]
    public async Task Writing_after_the_end_takes_nothing()
    {
        await using var terminal = await StartAsync(Requests.Program("true"));
        await EndOf(terminal);
        Assert.Equal(0, await terminal.WriteAsync("x"u8.ToArray(), null, CancellationToken.None));
        await terminal.ResizeAsync(TerminalSize.Usual, CancellationToken.None);
    }

    [Fact]
    public async Task Several_that_never_stop_printing_do_not_hold_up_another()
    {
        var noisy = new List<ITerminal>();
        for (var number = 0; number < 4; number++) noisy.Add(await StartAsync(Requests.Program("yes")));
        var reading = noisy.Select(terminal => new Listener(terminal, keeps: false)).ToList();
        await using var quiet = await StartAsync(Requests.Shell("read line; echo \"got:$line\""));
        var listener = new Listener(quiet);
        await quiet.WriteAsync("hello\r"u8.ToArray(), null, CancellationToken.None);
        await listener.WaitForAsync("got:hello");
        foreach (var terminal in noisy)
            await terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None).WaitAsync(Limits.Signal);
        foreach (var each in reading) await each.End.WaitAsync(Limits.Signal);
        foreach (var terminal in noisy) await terminal.DisposeAsync();
    }

    [Theory]
    [InlineData("program_not_found", "no-such-program-anywhere")]
    [InlineData("program_not_found", "/no/such/path")]
    [InlineData("program_not_found", "")]
    [InlineData("program_not_executable", "/etc/passwd")]
    public async Task A_program_that_cannot_be_started_is_refused(string code, string program) =>
        Assert.Equal(code, (await RefusedAsync(Requests.Program(program))).Code);

    [Fact]
    public async Task A_request_that_makes_no_sense_is_refused()
    {
        var sound = Requests.Program("true");
        Assert.Equal("directory_not_found", (await RefusedAsync(sound with { Directory = "/no/such/directory" })).Code);
        Assert.Equal("directory_not_found", (await RefusedAsync(sound with { Directory = "tmp" })).Code);
        Assert.Equal("size_invalid", (await RefusedAsync(sound with { Size = new TerminalSize(0, 24) })).Code);
        Assert.Equal("size_invalid", (await RefusedAsync(sound with { Size = new TerminalSize(80, 100_000) })).Code);
        Assert.Equal("name_invalid", (await RefusedAsync(sound with { Name = "a.b:c" })).Code);
        Assert.Equal("name_invalid", (await RefusedAsync(sound with { Name = "" })).Code);
        Assert.Equal("argument_invalid", (await RefusedAsync(sound with { Arguments = ["a\0b"] })).Code);
        Assert.Equal(
            "environment_invalid",
            (await RefusedAsync(sound with { Environment = new Dictionary<string, string> { ["A=B"] = "" } })).Code);
        Assert.Equal(
            "environment_invalid",
            (await RefusedAsync(sound with { Environment = new Dictionary<string, string> { ["A"] = "x\0y" } })).Code);
        Assert.Empty(await Backend.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Of_two_with_one_name_one_is_refused()
    {
        var request = Requests.Shell("read line");
        var outcomes = await Task.WhenAll(
            Backend.CreateAsync(request, CancellationToken.None), Backend.CreateAsync(request, CancellationToken.None));
        Assert.Equal("name_taken", Assert.Single(outcomes.OfType<TerminalOutcome.Refused>()).Refusal.Code);
        await using var terminal = Assert.Single(outcomes.OfType<TerminalOutcome.Ready>()).Terminal;
        Assert.Equal("name_taken", (await RefusedAsync(request)).Code);
        await terminal.StopAsync(StopLimits.AtOnce, CancellationToken.None);
    }

    [Fact]
    public async Task What_there_is_can_be_listed_and_removed()
    {
        await using var terminal = await StartAsync(
            Requests.Shell("read line") with { Size = new TerminalSize(70, 20) });
        var listed = Assert.Single(await Backend.ListAsync(CancellationToken.None));
        Assert.Equal(
            (terminal.Name, terminal.Child.ProcessId, new TerminalSize(70, 20)),
            (listed.Name, listed.Child!.ProcessId, listed.Size));
        Assert.True(await Backend.RemoveAsync(terminal.Name, Short, CancellationToken.None));
        await EndOf(terminal);
        Assert.False(await Backend.RemoveAsync("nothing", Short, CancellationToken.None));
        Assert.Equal(
            "terminal_not_found",
            Assert.IsType<TerminalOutcome.Refused>(
                await Backend.AdoptAsync("nothing", 0, CancellationToken.None)).Refusal.Code);
    }

    protected abstract ITerminalBackend Make(string directory);

    /// <summary>Goes on with another backend, as a later daemon does.</summary>
    protected async Task ReplaceBackendAsync()
    {
        await Backend.DisposeAsync();
        _backend = Make(_folder.Path);
    }

    protected virtual void Clean(string directory)
    {
    }

    /// <summary>Compared as text, which also shows why an exit is not known.</summary>
    protected static string Code(int code) => new TerminalExit(code, null, null, []).ToString();

    protected static Task<TerminalExit> EndOf(ITerminal terminal) => terminal.Exited.WaitAsync(Limits.Signal);

    protected static int NumberIn(string text, string before)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return int.Parse(text[from..text.IndexOf('-', from)], CultureInfo.InvariantCulture);
    }

    protected async Task<ITerminal> StartAsync(TerminalRequest request)
    {
        var outcome = await Backend.CreateAsync(request, CancellationToken.None);
        return outcome is TerminalOutcome.Ready ready
            ? ready.Terminal
            : throw new InvalidOperationException(outcome.ToString());
    }

    private static string ArgumentsOf(string processDirectory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(processDirectory, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task<Refusal> RefusedAsync(TerminalRequest request) =>
        Assert.IsType<TerminalOutcome.Refused>(await Backend.CreateAsync(request, CancellationToken.None)).Refusal;

    private sealed class Steps(List<int> seen) : IProgress<int>
    {
        public void Report(int value) => seen.Add(value);
    }
}
