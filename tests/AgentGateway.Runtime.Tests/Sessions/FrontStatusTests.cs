using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>
/// Statuses that depend on the program in front of the terminal, on both backends. The agent is a script that shows the
/// recorded screens of the real one.
/// </summary>
public sealed class FrontStatusTests
{
    private const string Agent =
        """
        stty -icanon -echo min 1
        draw() { printf '\033[2J\033[H%b' "$1"; head -c 1 > /dev/null; }
        draw ' Accessing workspace:\n /tmp/demo\n ❯ No, exit\n   Yes,'
        draw '❯ \n  ⏸ manual mode on · ? for shortcuts'
        draw '✽ Frolicking…\n❯ \n  ⏸ manual mode on · esc to interrupt'
        draw ' Do you want to proceed?\n ❯ 1. Yes\n   2. No\n Esc to cancel · Tab to amend'
        draw 'Which database?\n❯ 1. SQLite\nEnter to select · ↑/↓ to navigate · Esc to cancel'
        """;

    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [InlineData("pty", SandboxProfile.Open)]
    [InlineData("tmux", SandboxProfile.Open)]
    [InlineData("pty", SandboxProfile.Workspace)]
    [InlineData("tmux", SandboxProfile.Workspace)]
    public async Task Every_moment_of_an_agent_is_told_on_each_backend(string backend, SandboxProfile sandbox)
    {
        await using var gateway = await Gateway.StartAsync();
        if (sandbox != SandboxProfile.Open) await gateway.NeedSandboxAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["claude"], Agent, Stop);
        // The wrapper shares the terminal with the agent, as npx and a sandbox do.
        var session = await gateway.CreateAsync(
            new("/bin/sh", ["-c", "sh ./claude; exit 0"], Backend: backend, Directory: folder.Path, Sandbox: sandbox));
        foreach (var status in (string[])["trust", "idle", "working", "needs-approval", "question"])
        {
            await UntilAsync(gateway, session.Id, status);
            if (status == "trust")
            {
                Assert.Equal("claude-code", (await gateway.GetAsync(session.Id)).Program);
                var explained = (await gateway.SessionStatus.ExplainAsync(session.Id, Stop)).Value;
                Assert.Equal("/tmp/demo", explained.Status.Asked);
                Assert.StartsWith("claude.json:", explained.Evidence[0].Rule, StringComparison.Ordinal);
            }

            await gateway.SessionInput.SendAsync(Gateway.Client, new(session.Id, "x"), Stop);
        }

        Assert.Equal("exited", (await gateway.EndAsync(session.Id)).Status.Value);
    }

    [Theory]
    [InlineData("pty", "/bin/bash", "--norc", "--noprofile")]
    [InlineData("tmux", "/bin/bash", "--norc", "--noprofile")]
    [InlineData("pty", "/bin/sh")]
    [InlineData("tmux", "/bin/sh")]
    public async Task A_shell_is_idle_at_its_prompt_only(string backend, string shell, params string[] args)
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(new(shell, [.. args, "-i"], Backend: backend));
        await UntilAsync(gateway, session.Id, "idle");
        await gateway.TypeAsync(session.Id, "sleep 1000");
        await UntilAsync(gateway, session.Id, "working");
        // Until the command itself has the terminal, its shell would get the key that ends it.
        await Eventually.TrueAsync(async () => (await gateway.SessionStatus.ExplainAsync(session.Id, Stop)).Value.Text
            .Contains("sleep is in front", StringComparison.Ordinal));
        Assert.Null((await gateway.GetAsync(session.Id)).Program);
        await gateway.SessionInput.SendAsync(Gateway.Client, new(session.Id, Keys: ["ctrl-c"]), Stop);
        await UntilAsync(gateway, session.Id, "idle");
        // What is waited for is the end of the line that was just sent, not the prompt before it.
        await gateway.TypeAsync(session.Id, "sleep 1; echo d''one");
        await UntilAsync(gateway, session.Id, "idle");
        Assert.Contains("\ndone", await gateway.OutputAsync(session.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_nothing_is_known_of_is_unknown_however_quiet()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(
            new("/bin/sh", ["-c", "stty -icanon -echo; echo 'some screen $'; sleep 1000"], Backend: "pty"));
        await gateway.WaitAsync(session.Id, "some screen");
        await UntilAsync(gateway, session.Id, "unknown");
    }

    private static async Task UntilAsync(Gateway gateway, string session, string status)
    {
        var waited = (await gateway.SessionWaits.WaitAsync(
            new(session, "status", Status: status, TimeoutSeconds: Limits.Signal.TotalSeconds), null, Stop)).Value;
        Assert.True(
            waited.Matched, (await gateway.SessionStatus.ExplainAsync(session, Stop)).Value.Text + "\n"
                + await gateway.ScreenAsync(session));
    }
}
