using AgentGateway.Process.Tests.Faults;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Chat;

/// <summary><c>agw chat</c>, driven in a real terminal.</summary>
public sealed class ChatTests(DaemonFixture fixture, ApprovingDaemonFixture approving)
{
    private const string CtrlC = "\x03", CtrlD = "\x04", CtrlU = "\x15", Up = "\e[A";

    private Daemon Daemon => fixture.Daemon;

    [Fact]
    public async Task A_person_talks_in_a_new_thread_and_comes_back_to_it()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(Daemon);
        await using var person = await ChatAsync(Daemon, "--agent", agent.Id, "--title", "A long talk");
        await person.SeesAsync($"owner {agent.Id}");

        await person.TypeAsync("Grüß Gott, 日本\x7f本語\r");
        await person.SeesAsync("› Grüß Gott, 日本語");
        await person.SeesAsync($"· {agent.Id} answers");
        await agent.AnswerNextAsync("turn", "# Title\n\nSome **bold** text\n\n- one\n- two");
        await person.SeesAsync($"\n{agent.Id}\nTitle\n\nSome bold text\n\n• one\n• two\n");
        await person.SeesAsync(screen => !screen.Contains("answers", StringComparison.Ordinal), "that nothing runs");
        Assert.Contains("\e[1mbold\e[0m", person.Raw);

        await person.TypeAsync("two\\\rlines\r");
        Assert.Equal(
            "two\nlines",
            (await agent.AnswerNextAsync("turn", "and an answer"))["messages"]!.AsArray()[^1]!["text"].String());
        await person.SeesAsync("› two\n  lines\n");
        await person.SeesAsync("and an answer");
        await person.TypeAsync(CtrlD);
        Assert.Equal(0, (await person.LeavesAsync()).Code);

        // The terminal breaks the line where the talk took long enough to say so in more letters.
        var said = person.Screen.TrimEnd().Replace("\n", "", StringComparison.Ordinal);
        var thread = said[said.LastIndexOf("thr_", StringComparison.Ordinal)..].Split(' ')[0];
        Assert.EndsWith($"· agw chat {thread} comes back", said);

        await using var again = await ChatAsync(Daemon, "A long talk");
        await again.SeesAsync("\n• two\n");
        await again.SeesAsync("and an answer");
        await again.TypeAsync(Up);
        await again.SeesAsync("› two\n  lines");
        await again.TypeAsync(CtrlC);
        await again.SeesAsync(screen => screen.TrimEnd().EndsWith('›'), "an empty input");
        await again.TypeAsync(CtrlC);
        Assert.Equal(0, (await again.LeavesAsync()).Code);
    }

    [Fact]
    public async Task What_others_say_in_the_thread_is_seen_and_cleaned()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);
        await using var person = await ChatAsync(Daemon, thread);
        await person.SeesAsync($"owner {agent.Id}");

        var sending = client.SendAsync(thread, "from an editor \e[31m");
        await person.SeesAsync("\nclient (agw-tests)\nfrom an editor [31m\n");
        await agent.AnswerNextAsync("turn", "red: \e[31m, clipboard: \e]52;c;aGk=\a");
        await sending;

        await person.SeesAsync("red: [31m, clipboard: ]52;c;aGk=");
        Assert.DoesNotContain("\e]52", person.Raw);
    }

    [Fact]
    public async Task Ctrl_c_ends_the_turn_and_again_leaves_with_the_terminal_as_it_was()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(Daemon);
        await using var person = await Person.StartProgramAsync(
            80, 24, "/bin/sh", "-c",
            $"stty -a > /tmp/chat.$$; {Agw.File} chat --agent {agent.Id} --data {Daemon.Data}; echo left with $?; "
                + "stty -a | cmp - /tmp/chat.$$ && echo mode is the same; rm /tmp/chat.$$; cat");
        await person.SeesAsync($"owner {agent.Id}");
        await person.TypeAsync("Take your time\r");
        await person.SeesAsync($"· {agent.Id} answers");
        await agent.NextAsync();

        await person.TypeAsync(CtrlC);
        await person.SeesAsync($"· {agent.Id}: cancelled");
        await person.TypeAsync(CtrlC);

        await person.SeesAsync("left with 0");
        await person.SeesAsync("mode is the same");
        Assert.Contains("\e[?2004l", person.Raw[person.Raw.LastIndexOf("\e[?2004h", StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task Leaving_ends_nothing()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(Daemon);
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(agent.Id);
        await using var person = await ChatAsync(Daemon, thread);
        await person.SeesAsync($"owner {agent.Id}");
        await person.TypeAsync("Go on alone\r");
        await person.SeesAsync($"· {agent.Id} answers");

        await person.TypeAsync("/quit\r");
        Assert.Equal(0, (await person.LeavesAsync()).Code);
        Assert.Contains($"{agent.Id} goes on without you", person.Screen);

        await agent.AnswerNextAsync("turn", "I did");
        Assert.Contains("I did", (await client.ReadAsync(thread)).Texts("assistant", agent.Id));
    }

    [Fact]
    public async Task An_approval_is_decided_in_place_and_the_draft_stays()
    {
        await using var client = await approving.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        await using var person = await ChatAsync(approving.Daemon, thread);
        await person.SeesAsync("owner svarog");

        var sending = client.SendAsync(thread, "/run echo appr''oved", wait: 0);
        await person.TypeAsync("a draft");
        await sending;
        await person.SeesAsync("Allow it? [y]es, once");
        await person.SeesAsync("run_command: echo appr''oved");
        await person.SeesAsync(screen => screen.TrimEnd().EndsWith("allow? ›", StringComparison.Ordinal)
            || screen.TrimEnd().EndsWith("allow? › a draft", StringComparison.Ordinal), "the prompt");
        await person.TypeAsync(CtrlU + "yes indeed\r");
        await EnterAsync(person, "that decides nothing");
        await person.TypeAsync("y");
        await EnterAsync(person, "approved (once)");
        await person.SeesAsync("→ run_command echo appr''oved: Exit code 0");
        await person.SeesAsync("\napproved\n");

        await person.TypeAsync(CtrlU + "/run echo never\r");
        await person.SeesAsync("run_command: echo never");
        await person.TypeAsync("n not on a Friday");
        await EnterAsync(person, "denied (deny)");
        await person.SeesAsync("not on a Friday");
    }

    [Fact]
    public async Task An_approval_that_is_decided_elsewhere_is_not_asked_for_any_more()
    {
        await using var client = await approving.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        await client.SendAsync(thread, "/run echo else''where", wait: 0);
        await using var person = await ChatAsync(approving.Daemon, thread);
        await person.SeesAsync("allow? ›");
        var id = person.Screen[person.Screen.IndexOf("apr_", StringComparison.Ordinal)..].Split(' ')[0];

        (await Agw.RunAsync("approve", id, "--data", approving.Daemon.Data)).Succeeded();

        await person.SeesAsync("needs no decision any more");
        await person.SeesAsync("\nelsewhere\n");
        Assert.EndsWith("›", person.Screen.TrimEnd());
        Assert.DoesNotContain("allow? ›", person.Screen);
    }

    [Fact]
    public async Task A_question_is_answered_in_place()
    {
        using var folder = new TemporaryFolder();
        await using var model = new ScriptedModel();
        await using var daemon = await model.StartDaemonAsync(folder["data"]);
        await using var person = await ChatAsync(daemon);
        await person.SeesAsync("a new thread begins");

        await person.TypeAsync(
            ScriptedModel.Calls(("call_1", "ask_operator", new { question = "Which colour?" })) + "\r");
        await person.SeesAsync("| Which colour?");
        await person.SeesAsync("answer ›");
        await person.TypeAsync("blue");
        await EnterAsync(person, "answered");

        await person.SeesAsync("\nDONE\n");
        await person.SeesAsync("→ ask_operator");
    }

    [Fact]
    public async Task What_an_agent_does_apart_asks_and_answers_here_too()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(Daemon);
        await using var person = await ChatAsync(Daemon);
        await person.SeesAsync("a new thread begins");

        await person.TypeAsync($"!{agent.Id} count to three\r");
        await agent.AnswerNextAsync("delegation", "one, two, three");

        await person.SeesAsync($"\n{agent.Id}\none, two, three\n");
    }

    [Fact]
    public async Task What_is_refused_says_what_was_meant()
    {
        await using var person = await ChatAsync(Daemon);
        await person.SeesAsync("a new thread begins");

        await person.TypeAsync("/agentz\r");
        await person.SeesAsync("Did you mean /agents?");
        await person.TypeAsync("@welse look at this\r");
        await person.SeesAsync("Did you mean @weles?");
        await person.TypeAsync("/agen\t");
        await person.SeesAsync("› /agents");
        await person.TypeAsync("\r");
        await person.SeesAsync("weles");
        await person.TypeAsync("@we\t");
        await person.SeesAsync("› @weles");
    }

    [Fact]
    public async Task A_daemon_that_dies_and_comes_back_is_said_and_nothing_is_lost()
    {
        using var folder = new TemporaryFolder();
        var daemon = await Daemon.StartAsync(folder["data"]);
        await using var person = await ChatAsync(daemon, "--no-start");
        await person.SeesAsync("a new thread begins");
        await person.TypeAsync("/time\r");
        await person.SeesAsync("\nsvarog\n");

        await daemon.KillAsync();
        await daemon.DisposeAsync();
        await person.SeesAsync("the daemon is gone");
        await person.SeesAsync("looking for the daemon");
        await person.TypeAsync("/agents\r");
        await person.SeesAsync("› /agents");
        await using var next = await Daemon.StartAsync(folder["data"]);

        await person.SeesAsync("the daemon is there again");
        await person.SeesAsync("rarog");
        await person.TypeAsync(CtrlD);
        Assert.Equal(0, (await person.LeavesAsync()).Code);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(folder["data"], "chat_history")));
    }

    [Fact]
    public async Task A_window_of_another_size_has_its_input_at_the_end()
    {
        await using var person = await ChatAsync(Daemon);
        await person.SeesAsync("a new thread begins");
        await person.TypeAsync("0123456789 0123456789 0123456789 0123456789 0123456789");

        await person.ResizeAsync(40, 10);
        await person.SeesAsync("› 0123456789 0123456789 0123456789 01234\n  56789 0123456789");
        await person.TypeAsync("!");

        await person.SeesAsync("  56789 0123456789!");
        Assert.Equal(1, person.Screen.Split("› 0123").Length - 1);
    }

    [Fact]
    public async Task A_signal_ends_it_also_where_the_terminal_takes_nothing()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(Daemon);
        await using var person = await ChatAsync(Daemon, "--agent", agent.Id);
        await person.SeesAsync($"owner {agent.Id}");
        await person.TypeAsync("Say much\r");
        await person.SeesAsync($"· {agent.Id} answers");
        person.LookAway();
        await agent.AnswerNextAsync("turn", string.Concat(Enumerable.Repeat("a line of many\n", 10_000)));

        using var kill = OsProcess.Start("kill", ["-TERM", $"{person.Pid}"]);

        await Eventually.TrueAsync(() => person.HasLeft);
        person.LookAgain();
        Assert.Equal(143, (await person.LeavesAsync()).Code);
    }

    [Fact]
    public async Task Ctrl_z_gives_the_terminal_to_the_shell_until_the_person_comes_back()
    {
        await using var person = await Person.StartProgramAsync(
            100, 24, "/bin/bash", "--norc", "--noprofile", "-i");
        await person.TypeAsync($"PS1='ready$ '; {Agw.File} chat --data {Daemon.Data}\r");
        await person.SeesAsync("a new thread begins");
        await person.TypeAsync("a draft");
        await person.SeesAsync("› a draft");

        await person.TypeAsync("\x1a");
        await person.SeesAsync("Stopped");
        await person.TypeAsync("echo the-shell-$((1+1))\r");
        await person.SeesAsync("\nthe-shell-2");
        await person.TypeAsync("fg\r");
        await person.SeesAsync(screen => screen.TrimEnd().EndsWith("› a draft", StringComparison.Ordinal), "the draft");
        await person.TypeAsync(CtrlU + CtrlD);
        await person.SeesAsync(screen => screen.TrimEnd().EndsWith("ready$", StringComparison.Ordinal), "the shell");
    }

    [Fact]
    public async Task A_dumb_terminal_has_lines_and_ctrl_c_ends_the_turn()
    {
        await using var agent = await ConnectedAgent.RegisterAsync(Daemon);
        await using var person = await Person.StartProgramAsync(
            80, 24, "/usr/bin/env", "TERM=dumb", Agw.File, "chat", "--agent", agent.Id, "--data", Daemon.Data);
        await person.SeesAsync("\n>");

        await person.TypeAsync("Good morning\r");
        await agent.AnswerNextAsync("turn", "Good **evening**");
        await person.SeesAsync("Good **evening**\n>");
        await person.TypeAsync("Take your time\r");
        await agent.NextAsync();
        await person.TypeAsync(CtrlC);
        await person.SeesAsync("cancelled");
        await person.TypeAsync(CtrlD);

        Assert.Equal(1, (await person.LeavesAsync()).Code);
        Assert.DoesNotContain("\e[", person.Raw);
    }

    [Fact]
    public async Task Without_a_terminal_each_line_is_a_message()
    {
        var start = Agw.Start("chat", "--title", "Piped", "--data", Daemon.Data);
        using var process = OsProcess.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync("/time\n\n/nosuch\nHello\\\nthere\n/quit\nnever sent\n");
        process.StandardInput.Close();
        await process.WaitForExitAsync(Limits.Soon());

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("unknown_command", await error);
        Assert.Contains("I am Svarog", await output);
        Assert.DoesNotContain("\e", await output);
        var thread = (await error)[(await error).IndexOf("thr_", StringComparison.Ordinal)..].Split('\n')[0];
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        Assert.Equal(["/time", "Hello\nthere"], (await client.ReadAsync(thread)).Texts("user", "operator"));
    }

    [Fact]
    public async Task What_is_wrong_with_the_thread_is_told_before_the_terminal_changes()
    {
        (await Agw.RunAsync("chat", "thr_none", "--data", Daemon.Data)).RefusedWith("unknown_thread");
        (await Agw.RunAsync("chat", "thr_none", "--agent", "weles", "--data", Daemon.Data)).RefusedWith("usage", 2);
        await using var person = await ChatAsync(Daemon, "--agent", "welse");
        Assert.Equal(1, (await person.LeavesAsync()).Code);
        Assert.Contains("unknown_agent", person.Screen);
        Assert.DoesNotContain("\e[?2004h", person.Raw);
    }

    /// <summary>Enter counts when there was time to read what is decided.</summary>
    private static Task EnterAsync(Person person, string until) => Eventually.TrueAsync(async () =>
    {
        if (person.Screen.Contains(until, StringComparison.Ordinal)) return true;
        await person.TypeAsync("\r");
        return false;
    }, until);

    private static Task<Person> ChatAsync(Daemon daemon, params string[] words) =>
        Person.StartAsync(80, 40, ["chat", "--color", "always", "--data", daemon.Data, .. words]);
}
