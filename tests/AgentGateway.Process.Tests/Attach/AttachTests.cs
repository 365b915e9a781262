using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Sessions.Verbs;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Attach;

public sealed class AttachTests(DaemonFixture fixture)
{
    private const string CtrlC = "\x03", CtrlQ = "\x11";

    private Daemon Daemon => fixture.Daemon;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_person_works_in_the_real_terminal_and_leaves_it_running(string backend)
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon, backend);
        (await shell.RunAsync("send", "echo was-here-before")).Succeeded();
        await shell.ShowsAsync("\nwas-here-before\n");
        await using var person = await AttachAsync(shell, 90, 28);

        await person.SeesAsync("was-here-before");
        await person.TypeAsync("stty size; echo he''llo żółw\r");
        await person.SeesAsync("28 90");
        await person.SeesAsync("\nhello żółw");
        await person.TypeAsync("echo begun; sleep 600\r");
        await person.SeesAsync("\nbegun");
        await person.TypeAsync(CtrlC);
        // What is typed before the shell is back may go with what was interrupted.
        await person.SeesAsync("^C\nready$");
        await person.TypeAsync("echo interr''upted\r");
        await person.SeesAsync("\ninterrupted");
        await person.ResizeAsync(70, 20);
        await Eventually.TrueAsync(
            async () =>
                (await shell.GetAsync())["columns"]!.GetValue<int>() == 70, "the session has the person's size");
        // tmux tells its programs a moment later.
        await person.TypeAsync("clear; until [ \"$(stty size)\" = '20 70' ]; do sleep 0.1; done; stty size\r");
        await person.SeesAsync("20 70\nready$");
        await person.TypeAsync(CtrlQ);

        Assert.Equal(0, (await person.LeavesAsync()).Code);
        Assert.Contains("Detached", person.Screen);
        Assert.Equal("running", (await shell.GetAsync())["state"].String());
        Assert.Contains("20 70\nready$", await shell.ScreenAsync());
    }

    [Fact]
    public async Task The_terminal_is_given_back_as_it_was_after_a_full_screen_program()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        await using var person = await Person.StartProgramAsync(80, 24, "/bin/sh", "-c",
            $"stty -a > /tmp/before.$$; {Agw.File} attach {shell.Name} --data {Daemon.Data}; echo left with $?; stty "
                + "-a | cmp - /tmp/before.$$ && echo mode is the same; rm /tmp/before.$$; cat");
        await person.SeesAsync("ready$");

        await person.TypeAsync(
            "printf '\\033[?1049h\\033[?1000h\\033[?2004h\\033[?1h\\033[?25l'; echo on the alternate screen\r");
        await person.SeesAsync(_ => person.IsOnAlternateScreen, "the alternate screen");
        await person.TypeAsync(CtrlQ);

        await person.SeesAsync("left with 0");
        await person.SeesAsync("mode is the same");
        Assert.False(person.IsOnAlternateScreen);
        Assert.Matches(
            "\\?1000[;0-9]*l|\\?9;1000", person.Raw[person.Raw.LastIndexOf("\e[?2026l", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task Several_see_the_same_and_one_who_only_looks_types_nothing()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        await using var one = await AttachAsync(shell, 80, 24);
        await using var other = await AttachAsync(shell, 80, 24);
        await using var looker = await AttachAsync(shell, 60, 10, "--read-only");

        await looker.TypeAsync("echo from-the-looker\r");
        await one.TypeAsync("echo from-$((0+1))\r");
        foreach (var person in (Person[])[one, other, looker]) await person.SeesAsync("from-1");
        await other.TypeAsync("echo from-$((1+1))\r");
        foreach (var person in (Person[])[one, other, looker]) await person.SeesAsync("from-2");

        Assert.DoesNotContain("from-the-looker", await shell.ScreenAsync());
        Assert.Equal(80, (await shell.GetAsync())["columns"]!.GetValue<int>());
        await looker.TypeAsync(CtrlQ);
        Assert.Equal(0, (await looker.LeavesAsync()).Code);
        await one.TypeAsync("echo still-$((1+2))\r");
        await other.SeesAsync("still-3");
    }

    [Fact]
    public async Task Every_byte_reaches_the_program_as_it_is()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value).Where(value => value != 0x11)];
        await using var session = await SessionOfTest.CreateAsync(Daemon,
            command: ["sh", "-c", $"stty raw -echo; printf go; head -c {bytes.Length} | od -An -v -tx1; cat"]);
        await using var person = await AttachAsync(session, 80, 24);
        await person.SeesAsync("go");

        await person.TypeAsync(bytes);

        await person.SeesAsync("fc fd fe ff");
        var received = (await session.RunAsync("output", "--offset", "0")).Succeeded()
            .Replace("go", "")
            .Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            bytes.Select(value => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)), received);
    }

    [Fact]
    public async Task When_the_program_ends_so_does_attaching_and_says_how()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        await using var person = await AttachAsync(shell, 80, 24);

        await person.TypeAsync("exit 5\r");

        Assert.Equal(0, (await person.LeavesAsync()).Code);
        Assert.Contains("exit code 5", person.Screen);
    }

    [Fact]
    public async Task When_the_daemon_dies_the_person_is_told_and_has_the_terminal_back()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        await using var shell = await SessionOfTest.CreateAsync(daemon);
        await using var person = await Person.StartProgramAsync(
            80,
            24,
            "/bin/sh",
            "-c",
            $"{Agw.File} attach {shell.Name} --data {daemon.Data}; echo left with $?; stty -a; cat");
        await person.SeesAsync("ready$");

        await daemon.KillAsync();

        await person.SeesAsync("left with 3");
        await person.SeesAsync(" icanon");
        await person.SeesAsync("daemon_gone");
    }

    [Fact]
    public async Task A_signal_ends_it_in_order()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        await using var person = await AttachAsync(shell, 80, 24);
        await person.SeesAsync("ready$");

        using var kill = OsProcess.Start("kill", ["-TERM", $"{person.Pid}"]);

        Assert.Equal(143, (await person.LeavesAsync()).Code);
        Assert.Contains("\e[?25h", person.Raw[^200..]);
        Assert.Equal("running", (await shell.GetAsync())["state"].String());
    }

    [Fact]
    public async Task A_slow_person_slows_no_other_and_is_shown_the_present()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        await using var person = await AttachAsync(shell, 80, 24);
        person.LookAway();

        await person.TypeAsync("yes a flood that nobody reads | head -c 30000000; echo flood-is-$((1+0))-over\r");

        await shell.ShowsAsync("flood-is-1-over");
        person.LookAgain();
        await person.SeesAsync("flood-is-1-over");
        await person.TypeAsync("echo and-$((1+1))-goes-on\r");
        await person.SeesAsync("and-2-goes-on");
    }

    [Fact]
    public async Task A_program_that_never_reads_does_not_keep_a_person_from_leaving()
    {
        await using var session = await SessionOfTest.CreateAsync(
            Daemon, command: ["sh", "-c", "stty raw -echo; echo deaf; exec sleep 600"]);
        await using var person = await AttachAsync(session, 80, 24);
        await person.SeesAsync("deaf");

        await person.TypeAsync(new string('x', 200_000));
        await person.TypeAsync(CtrlQ);

        Assert.Equal(0, (await person.LeavesAsync()).Code);
        Assert.Equal("running", (await session.GetAsync())["state"].String());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_terminal_that_takes_nothing_any_more_can_still_be_left(bool bySignal)
    {
        await using var session = await SessionOfTest.CreateAsync(
            Daemon, command: ["sh", "-c", "echo begun; read line; exec yes"]);
        await using var person = await AttachAsync(session, 80, 24);
        await person.SeesAsync("begun");
        person.LookAway();
        await person.TypeAsync("\r");
        // Far more than stands between the program and the person.
        await Eventually.TrueAsync(
            async () => (await session.GetAsync())["output_end"]!.GetValue<long>() > 20_000_000,
            "the program has printed much");

        if (!bySignal) await person.TypeAsync(CtrlQ);
        else using (OsProcess.Start("kill", ["-TERM", $"{person.Pid}"])) { }

        await Eventually.TrueAsync(() => Task.FromResult(person.HasLeft), "the person has left");
        person.LookAgain();
        Assert.Equal(bySignal ? 143 : 0, (await person.LeavesAsync()).Code);
    }

    [Fact]
    public async Task What_reaches_beyond_the_screen_does_not_reach_the_person()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);
        await using var person = await AttachAsync(shell, 80, 24);
        await person.SeesAsync("ready$");

        await person.TypeAsync("printf 'a\\033]52;c;c2VjcmV0\\007b\\033[21tc\\033[5nd\\n'; echo shown-$((1+1))\r");

        await person.SeesAsync("shown-2");
        await person.SeesAsync("abcd");
        Assert.DoesNotContain("c2VjcmV0\a", person.Raw);
        Assert.DoesNotContain("\e[21t", person.Raw);
        Assert.DoesNotContain("\e[5n", person.Raw);
    }

    [Fact]
    public async Task Another_key_may_detach_and_ctrl_q_is_then_the_programs()
    {
        await using var session = await SessionOfTest.CreateAsync(
            Daemon, command: ["sh", "-c", "stty raw -echo; printf go; head -c 1 | od -An -tx1; cat"]);
        await using var person = await AttachAsync(session, 80, 24, "--detach-key", "ctrl-]");
        await person.SeesAsync("go");

        await person.TypeAsync(CtrlQ);
        await person.SeesAsync(" 11");
        await person.TypeAsync("\x1d");

        Assert.Equal(0, (await person.LeavesAsync()).Code);
    }

    [Fact]
    public async Task Without_a_terminal_it_is_refused_and_says_what_else_there_is()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon);

        var run = await Agw.RunAsync("attach", shell.Name, "--data", Daemon.Data);

        run.RefusedWith("not_a_terminal");
        Assert.Contains("agw session", run.Error);
    }

    [Fact]
    public async Task What_cannot_be_attached_to_is_refused_before_the_terminal_changes()
    {
        await using var ended = await SessionOfTest.CreateAsync(Daemon, command: ["true"]);
        (await ended.RunAsync("wait")).Succeeded();

        foreach (var (arguments, code) in ((string[], string)[])
            [(["ses_none"],
                "unknown_session"), ([ended.Name],
                    "session_ended"), ([ended.Name, "--detach-key", "q"],
                        "invalid_key"), ([ended.Name, "--tmux"], "not_in_tmux")])
        {
            await using var person = await Person.StartAsync(120, 24, ["attach", "--data", Daemon.Data, .. arguments]);
            Assert.Equal(1, (await person.LeavesAsync()).Code);
            Assert.Contains(code, person.Screen);
        }
    }

    [Fact]
    public async Task With_tmux_the_person_has_tmux_and_its_keys()
    {
        await using var shell = await SessionOfTest.CreateAsync(Daemon, "tmux");
        await using var person = await AttachAsync(shell, 80, 24, "--tmux");

        await person.SeesAsync("ready$");
        await person.TypeAsync("echo in-$((1+1))-tmux\r");
        await person.SeesAsync("in-2-tmux");
        // Keys that come faster than a person types them are pasted text for tmux.
        var keys = 0;
        await Eventually.TrueAsync(async () =>
        {
            await person.TypeAsync(keys++ % 2 == 0 ? "\u0002" : "d");
            return person.HasLeft;
        }, "tmux has detached");

        Assert.Equal(0, (await person.LeavesAsync()).Code);
        Assert.Contains("detached", person.Screen);
        Assert.Equal("running", (await shell.GetAsync())["state"].String());
    }

    private Task<Person> AttachAsync(SessionOfTest session, int columns, int rows, params string[] options) =>
        Person.StartAsync(columns, rows, ["attach", session.Name, "--data", Daemon.Data, .. options]);
}
