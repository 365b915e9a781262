using System.Text;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>What sessions do, as their hooks, screens and threads tell it.</summary>
public sealed class StatusTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Fact]
    public async Task A_hook_with_the_sessions_own_token_changes_its_status_and_nothing_else()
    {
        await using var gateway = await Gateway.StartAsync();
        var (session, token) = await HookedAsync(gateway);
        var status = (await HookAsync(
            gateway,
            session.Id,
            token,
            """{"hook_event_name":"Notification","notification_type":"permission_prompt"}""")).Value;
        Assert.Equal("needs-approval", status.Value);
        Assert.Equal("claude-code", (await gateway.GetAsync(session.Id)).Program);
        var explained = (await gateway.SessionStatus.ExplainAsync(session.Id, Stop)).Value;
        Assert.Equal(("hook", "needs-approval"), (explained.Evidence[0].Source, explained.Evidence[0].Status));
        Assert.Contains("hook Notification", explained.Text, StringComparison.Ordinal);
        Assert.Equal(
            "idle", (await HookAsync(gateway, session.Id, token, """{"type":"agent-turn-complete"}""")).Value.Value);
        var seen = await gateway.GetAsync(session.Id);
        Assert.Equal(("running", "codex"), (seen.State, seen.Program));
    }

    [Fact]
    public async Task Hooks_that_are_foreign_wrong_large_or_too_many_are_refused()
    {
        await using var gateway = await Gateway.StartAsync();
        var (session, token) = await HookedAsync(gateway);
        var other = await gateway.ScriptAsync("read x");
        const string Idle = """{"hook_event_name":"Stop"}""";
        Assert.Equal("hook_refused", (await HookAsync(gateway, session.Id, token + "0", Idle)).Rejection?.Code);
        Assert.Equal("hook_refused", (await HookAsync(gateway, session.Id, "", Idle)).Rejection?.Code);
        Assert.Equal("hook_refused", (await HookAsync(gateway, other.Id, token, Idle)).Rejection?.Code);
        Assert.Equal("hook_refused", (await HookAsync(gateway, "ses_nothing", token, Idle)).Rejection?.Code);
        Assert.Equal("hook_invalid", (await HookAsync(gateway, session.Id, token, "{")).Rejection?.Code);
        Assert.Equal("hook_invalid", (await HookAsync(gateway, session.Id, token, "[]")).Rejection?.Code);
        Assert.Equal("hook_invalid", (await HookAsync(gateway, session.Id, token, "{}")).Rejection?.Code);
        Assert.Equal(
            "hook_invalid",
            (await HookAsync(
                gateway, session.Id, token, "{\"x\":\"" + new string('x', 70_000) + "\"}")).Rejection?.Code);
        var many = new List<string?>();
        for (var hook = 0; hook < 40; hook++)
            many.Add((await HookAsync(gateway, session.Id, token, Idle)).Rejection?.Code);
        Assert.Contains("rate_limited", many);
    }

    [Fact]
    public async Task A_token_is_good_for_one_run_only()
    {
        await using var gateway = await Gateway.StartAsync();
        var (session, token) = await HookedAsync(gateway);
        await gateway.Sessions.RestartAsync(Gateway.Client, session.Id, Stop);
        Assert.Equal(
            "hook_refused",
            (await HookAsync(gateway, session.Id, token, """{"hook_event_name":"Stop"}""")).Rejection?.Code);
    }

    [Fact]
    public async Task A_thread_is_told_of_start_status_and_end_in_order()
    {
        await using var gateway = await Gateway.StartAsync();
        var thread = (await gateway.Runtime.Threads.CreateAsync(Gateway.Operator, new("Work"), Stop)).Value.Thread.Id;
        var session = await gateway.CreateAsync(new("/bin/bash", ["-c", "read -p 'Continue? [y/N] ' x; exit 3"],
            "build", Backend: "pty") { Owner = new(ThreadId: thread) });
        Assert.Equal(thread, session.ThreadId);
        var asked = await gateway.UntilAsync(
            thread,
            read => read.Messages.Any(message => message.Text.Contains("needs-approval", StringComparison.Ordinal)));
        Assert.All(
            asked.Messages, message => Assert.Equal(("system", "session:build"), (message.Role, message.Author)));
        await gateway.TypeAsync(session.Id, "y");
        var ended = await gateway.UntilAsync(
            thread,
            read => read.Messages.Any(message => message.Text.Contains("ended with code 3", StringComparison.Ordinal)));
        Assert.Contains("started", ended.Messages[0].Text, StringComparison.Ordinal);
        Assert.Contains("ended with code 3", ended.Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happened_is_listed_with_snapshots_of_the_moments_that_matter()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.CreateAsync(
            new("/bin/bash", ["-c", "echo hello; read -p 'Sure? [y/N] ' x"], Backend: "pty"));
        SessionHistoryView history;
        do history = (await gateway.SessionHistory.HistoryAsync(session.Id, Stop)).Value;
        while (history.Snapshots.All(snapshot => snapshot.Reason != "needs-approval"));
        var asked = history.Snapshots.First(snapshot => snapshot.Reason == "needs-approval");
        Assert.Equal("hello\nSure? [y/N]", asked.Screen);
        Assert.Equal(gateway.Home, asked.Directory);
        await gateway.TypeAsync(session.Id, "y");
        await gateway.EndAsync(session.Id);
        do history = (await gateway.SessionHistory.HistoryAsync(session.Id, Stop)).Value;
        while (history.Snapshots.All(snapshot => snapshot.Reason != "end"));
        Assert.Equal(
            ["session.created", "session.starting", "session.started"],
            history.Events.Select(happened => happened.Type).Take(3));
        Assert.Contains("session.exited", history.Events.Select(happened => happened.Type));
        Assert.All(history.Events, happened => Assert.EndsWith(".", happened.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_snapshot_knows_what_git_says()
    {
        await using var gateway = await Gateway.StartAsync();
        using var repository = GitRepository.Create();
        repository.Write("new.txt", "new");
        var session = await gateway.CreateAsync(new("/bin/cat", Backend: "pty", Directory: repository.Path));
        var snapshot = (await gateway.SessionHistory.SnapshotAsync(Gateway.Client, session.Id, null, Stop)).Value;
        Assert.Equal("main", snapshot.GitBranch);
        Assert.Contains("?? new.txt", snapshot.GitState, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_runs_nothing_that_a_repository_names()
    {
        await using var gateway = await Gateway.StartAsync();
        using var repository = GitRepository.Create();
        var trap = Path.Combine(gateway.Home, "ran");
        repository.Write(".gitattributes", "* filter=trap\n");
        repository.Commit("Attributes");
        foreach (var setting in (string[])["filter.trap.clean", "filter.trap.process", "core.fsmonitor"])
            repository.Git("config", setting, $"touch {trap}; cat");
        repository.Write("readme.txt", "other\n");
        var session = await gateway.CreateAsync(new("/bin/cat", Backend: "pty", Directory: repository.Path));
        var snapshot = (await gateway.SessionHistory.SnapshotAsync(Gateway.Client, session.Id, null, Stop)).Value;
        Assert.Contains("readme.txt", snapshot.GitState, StringComparison.Ordinal);
        Assert.False(File.Exists(trap));
    }

    [Fact]
    public async Task Followers_hear_of_changes()
    {
        await using var gateway = await Gateway.StartAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Limits.Signal);
        var seen = new List<SessionChangeSeen>();
        await using var changes = gateway.SessionChanges.FollowAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        var first = changes.MoveNextAsync();
        var session = await gateway.ScriptAsync("echo hello");
        while (await first)
        {
            seen.Add(new(changes.Current.SessionId, changes.Current.Listed, changes.Current.Printed));
            if (seen.Any(change => change.Printed) && (await gateway.GetAsync(session.Id)).State == "completed") break;
            first = changes.MoveNextAsync();
        }

        Assert.All(seen, change => Assert.Equal(session.Id, change.Id));
        Assert.Contains(seen, change => change.Listed);
    }

    private static async Task<(SessionView Session, string Token)> HookedAsync(Gateway gateway)
    {
        var session = await gateway.CreateAsync(
            new("/bin/sh", ["-c", "echo token=$AGW_HOOK_TOKEN.; read x"], Backend: "pty") { Size = new(Columns: 200) });
        Assert.True((await gateway.WaitAsync(session.Id, @"token=\*+\.")).Matched);
        var said = (await gateway.SessionOutput.ReadAsync(new(session.Id, 0, Reveal: true), Stop)).Value.Text!;
        return (session, said.Split("token=")[1].Split('.')[0]);
    }

    private static Task<Domain.Outcome<SessionStatusView>> HookAsync(
        Gateway gateway, string session, string token, string body) =>
        gateway.SessionStatus.HookAsync(session, token, Encoding.UTF8.GetBytes(body), Stop);

    private sealed record SessionChangeSeen(string Id, bool Listed, bool Printed);
}
