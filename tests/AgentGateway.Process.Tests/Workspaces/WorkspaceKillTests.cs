using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Workspaces;

/// <summary>kill -9 in the middle of making workspaces and of taking them away.</summary>
public sealed class WorkspaceKillTests(ITestOutputHelper output)
{
    private const int Rounds = 8;
    private const int DelayMillisecondsMax = 500;

    private static readonly string[] Settled = ["ready", "failed"];

    [Fact]
    public async Task A_setup_script_that_was_interrupted_is_told_and_not_run_again()
    {
        using var folder = new TemporaryFolder();
        var repository = await SourceRepository.CreateAsync(folder["project"]);
        await repository.CommitAsync((".gitignore", "runs\n"));
        var runs = folder["data-workspaces/a/runs"];
        var program = Processes.NewSeconds();
        await using (var daemon = await Daemon.StartAsync(folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            var making = client.TryAsync(
                "workspace_create",
                new { name = "a", repository = repository.Path, setup = $"echo x >> runs; exec sleep {program}" });
            await Eventually.TrueAsync(() => Processes.Have(program), "the script runs");
            await daemon.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => making);
        }

        await using var again = await Daemon.StartAsync(folder["data"]);
        await using var back = await McpClient.ConnectAsync(again, ConnectionKind.HttpModern);
        var workspace = await SettledAsync(back, "a");
        Assert.Equal(
            ("failed", "setup_in_doubt"), (workspace["state"].String(), workspace["failure"]!["code"].String()));
        Assert.Equal("x\n", await File.ReadAllTextAsync(runs, Limits.Soon()));
        Assert.False(Processes.Have(program), "The script of the daemon that died still runs.");

        // What the script wrote is ignored by git and only there.
        await back.CallAsync("workspace_remove", new { name = "a", force = true });
        Assert.Equal(
            "ready",
            (await back.CallAsync(
                "workspace_create", new { name = "a", repository = repository.Path }))["workspace"]!["state"].String());
    }

    [Fact]
    public async Task A_worktree_that_was_half_made_is_made_again()
    {
        using var folder = new TemporaryFolder();
        var repository = await SourceRepository.CreateAsync(folder["project"]);
        var begun = await SourceRepository.PipeAsync(folder["begun"]);
        // A file that takes for ever to be checked out, the first time.
        await repository.CommitAsync((".gitattributes", "slow.txt filter=slow\n"), ("slow.txt", "slow\n"));
        await repository.GitAsync("config", "filter.slow.smudge",
            $"if test -e {folder["again"]}; then cat; else touch {folder["again"]}; echo $$ > {begun}; sleep 1000; fi");
        string filter;
        await using (var daemon = await Daemon.StartAsync(folder["data"]))
        {
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            var making = client.TryAsync("workspace_create", new { name = "half", repository = repository.Path });
            filter = (await File.ReadAllTextAsync(begun, Limits.Soon())).Trim();
            await daemon.KillAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => making);
        }

        await using var again = await Daemon.StartAsync(folder["data"]);
        await using var back = await McpClient.ConnectAsync(again, ConnectionKind.HttpModern);
        var workspace = await SettledAsync(back, "half");
        Assert.Equal(("ready", "true"), (workspace["state"].String(), workspace["clean"]!.ToJsonString()));
        Assert.Equal(
            "slow\n",
            await File.ReadAllTextAsync(Path.Combine(workspace["directory"].String()!, "slow.txt"), Limits.Soon()));
        Assert.False(IsRunning(filter), "What the daemon that died had started still runs.");
    }

    [Fact]
    public async Task Killed_anywhere_every_workspace_is_whole_or_gone()
    {
        using var folder = new TemporaryFolder();
        var repository = await SourceRepository.CreateAsync(folder["project"]);
        await repository.CommitAsync(
            [.. Enumerable.Range(0, 300).Select(i => ($"files/{i % 20}/{i}.txt", new string('x', 2000)))]);
        var seed = Environment.ProcessId;
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        for (var round = 0; round < Rounds; round++)
        {
            await using var daemon = await Daemon.StartAsync(folder["data"]);
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            var calls = new List<Task>();
            for (var i = 0; i < 3; i++)
                calls.Add(
                    client.TryAsync("workspace_create", new { name = $"w{round}-{i}", repository = repository.Path }));
            if (round > 0)
                for (var i = 0; i < 3; i++)
                    calls.Add(client.TryAsync("workspace_remove", new { name = $"w{round - 1}-{i}", force = true }));
            // On a busy machine the kill could otherwise come before any workspace was made, in every round.
            if (round % 2 == 1) await Task.WhenAny(calls[..3]);
            await Task.Delay(
                TimeSpan.FromMilliseconds(random.Next(DelayMillisecondsMax)),
                TimeProvider.System,
                CancellationToken.None);
            await daemon.KillAsync();
            await Task.WhenAll(calls)
                .ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await using var last = await Daemon.StartAsync(folder["data"]);
        await using var reader = await McpClient.ConnectAsync(last, ConnectionKind.HttpModern);
        await Eventually.TrueAsync(
            async () => (await reader.CallAsync("workspace_list")).List("workspaces")
                .All(workspace => Settled.Contains(workspace!["state"].String())),
            "all workspaces are settled");
        var listed = await reader.CallAsync("workspace_list");
        Assert.Null(listed["unowned"]);
        Assert.All(
            listed.List("workspaces"),
            workspace =>
                Assert.Equal(("ready", "true"), (workspace!["state"].String(), workspace["clean"]!.ToJsonString())));
        var names = listed.List("workspaces").Select(workspace => workspace!["name"].String()!).Order().ToList();
        Assert.NotEmpty(names);
        var worktrees = (await repository.GitAsync("worktree", "list", "--porcelain")).Split('\n')
            .Where(line => line.StartsWith("worktree ", StringComparison.Ordinal))
            .Skip(1)
            .Select(Path.GetFileName)
            .Order();
        Assert.Equal(names, worktrees);
        var branches = (await repository.GitAsync(
            "for-each-ref", "--format=%(refname:lstrip=3)", "refs/heads/agw")).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries).Order();
        Assert.Equal(names, branches);
        output.WriteLine($"{names.Count} of {Rounds * 3} workspaces are there");
        foreach (var name in names) await reader.CallAsync("workspace_remove", new { name });
        Assert.All(
            Directory.EnumerateDirectories(folder["data-workspaces"]),
            left => Assert.Empty(Directory.EnumerateFileSystemEntries(left)));
        await last.StopAsync();
        (await Agw.RunAsync("journal", "verify", "--data", folder["data"])).Succeeded();
    }

    private static async Task<JsonNode> SettledAsync(McpClient client, string name)
    {
        JsonNode? found = null;
        await Eventually.TrueAsync(
            async () =>
            {
                found = (await client.CallAsync("workspace_list")).List("workspaces")
                    .Single(workspace => workspace!["name"].String() == name);
                return Settled.Contains(found!["state"].String());
            },
            $"{name} is settled");
        return found!;
    }

    private static bool IsRunning(string id) =>
        File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Split(") ")[1][0] is not ('Z' or 'X');
}
