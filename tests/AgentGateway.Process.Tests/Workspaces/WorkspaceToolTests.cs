using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Workspaces;

/// <summary>Workspaces as an MCP client has them.</summary>
public sealed class WorkspaceToolTests
{
    [Theory]
    [InlineData("StdioModern")]
    [InlineData("HttpOlder")]
    public async Task A_worktree_is_made_worked_in_compared_and_removed(string kind)
    {
        using var folder = new TemporaryFolder();
        var repository = await SourceRepository.CreateAsync(folder["project"]);
        await repository.CommitAsync(
            (".gitignore", ".env\n"), (".worktreeinclude", ".env\n"), (".agw/setup.sh", "echo $PORT > port.txt\n"));
        await File.WriteAllTextAsync(folder["project/.env"], "KEY=1\n", Limits.Soon());
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, Enum.Parse<ConnectionKind>(kind));

        var made = (await client.CallAsync(
            "workspace_create", new { name = "search", repository = repository.Path }))["workspace"]!;
        var directory = made["directory"].String()!;
        Assert.Equal(("search", "ready", "worktree", "agw/search", "main"),
            (made["name"].String(), made["state"].String(), made["kind"].String(), made["branch"].String(),
                made["base"].String()));
        Assert.Equal(folder["data-workspaces/search"], directory);
        Assert.Equal("KEY=1\n", await File.ReadAllTextAsync(Path.Combine(directory, ".env"), Limits.Soon()));
        Assert.Equal(
            $"{made["ports"]!["first"]}\n",
            await File.ReadAllTextAsync(Path.Combine(directory, "port.txt"), Limits.Soon()));

        Assert.Equal(
            "search", (await client.CallAsync("workspace_list")).List("workspaces").Single()!["name"].String());
        var resource = await client.RequestAsync("resources/read", new { uri = "agw://workspaces" });
        Assert.Contains("search", resource["contents"]![0]!["text"].String(), StringComparison.Ordinal);

        var diff = await client.CallAsync("workspace_diff", new { name = "search" });
        Assert.Equal(
            [("port.txt", "untracked")],
            diff.List("files").Select(file => (file!["path"].String(), file["change"].String())));
        Assert.Equal(
            "workspace_dirty", (await client.TryAsync("workspace_remove", new { name = "search" })).RefusedWith());
        await client.CallAsync("workspace_remove", new { name = "search", force = true });
        Assert.False(Directory.Exists(directory));
        Assert.Equal(
            "unknown_workspace", (await client.TryAsync("workspace_diff", new { name = "search" })).RefusedWith());
    }

    [Fact]
    public async Task A_session_works_in_a_workspace_which_it_keeps_from_being_removed()
    {
        using var folder = new TemporaryFolder();
        var repository = await SourceRepository.CreateAsync(folder["project"]);
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var made = (await client.CallAsync(
            "workspace_create", new { name = "w", repository = repository.Path }))["workspace"]!;
        var session = (await client.CallAsync("session_create", new
        {
            command = "sh", args = new[]
            {
                "-c",
                "echo at $PWD $AGW_WORKSPACE $PORT; exec sleep 1000",
            }, workspace = "w", backend = "pty", columns = 200,
        })).Text("session_id");
        var seen = await client.CallAsync(
            "session_wait", new { session_id = session, until = "pattern", pattern = "at .*", offset = 0 });
        Assert.Equal($"at {made["directory"].String()} w {made["ports"]!["first"]}", seen.Text("match").Trim());

        Assert.Equal("workspace_in_use", (await client.TryAsync("workspace_remove", new { name = "w" })).RefusedWith());
        await client.CallAsync("session_stop", new { session_id = session, force = true });
        await client.CallAsync("workspace_remove", new { name = "w" });
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var repository = await SourceRepository.CreateAsync(folder["project"]);
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        async Task<string> RefusalAsync(object request) =>
            (await client.TryAsync("workspace_create", request)).RefusedWith();

        Assert.Equal("missing_argument", await RefusalAsync(new { name = "a" }));
        Assert.Equal(
            "invalid_argument",
            await RefusalAsync(new { name = "a", directory = folder.Path, repository = repository.Path }));
        Assert.Equal("invalid_name", await RefusalAsync(new { name = "a/b", directory = folder.Path }));
        Assert.Equal("directory_not_found", await RefusalAsync(new { name = "a", directory = "/nonexistent" }));
        Assert.Equal(
            "not_a_directory", await RefusalAsync(new { name = "a", directory = folder["project/readme.txt"] }));
        Assert.Equal("denied", await RefusalAsync(new { name = "a", directory = folder["data/logs"] }));
        Directory.CreateSymbolicLink(folder["link"], folder["data"]);
        Assert.Equal("denied", await RefusalAsync(new { name = "a", directory = folder["link"] }));
        Assert.Equal("not_a_repository", await RefusalAsync(new { name = "a", repository = folder.Path }));
        Assert.Equal(
            "branch_in_use", await RefusalAsync(new { name = "a", repository = repository.Path, branch = "main" }));
        Assert.Equal(
            "setup_failed",
            await RefusalAsync(new { name = "a", repository = repository.Path, setup = "echo no >&2; exit 1" }));
        Assert.Equal(
            "unknown_workspace", (await client.TryAsync("workspace_remove", new { name = "b" })).RefusedWith());
    }

    [Fact]
    public async Task Without_git_a_plain_directory_will_do()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["plain"]);
        Directory.CreateDirectory(folder["empty"]);
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.Environment["PATH"] = folder["empty"];
        await using var daemon = await Daemon.StartAsync(start, folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        Assert.Equal(
            "git_missing",
            (await client.TryAsync(
                "workspace_create", new { name = "a", repository = folder["plain"], setup = "" })).RefusedWith());
        var made = (await client.CallAsync(
            "workspace_create", new { name = "a", directory = folder["plain"] }))["workspace"]!;
        Assert.Equal(("ready", 4), (made["state"].String(), made["context_files"]!.AsArray().Count));
        await client.CallAsync("workspace_remove", new { name = "a" });
        Assert.True(Directory.Exists(folder["plain/.agw/context"]));
    }

    [Fact]
    public async Task Doctor_tells_of_directories_that_belong_to_no_workspace()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data-workspaces/stranger"]);
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        var findings = JsonNode.Parse(
            (await Agw.RunAsync("doctor", "--data", folder["data"], "--json")).Output)!["findings"]!.AsArray();
        Assert.Contains(
            findings,
            finding => finding!["check"].String() == "workspaces"
                && finding["message"].String()!.Contains("stranger", StringComparison.Ordinal));
    }
}
