using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Packaging;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Workspaces;

namespace AgentGateway.Process.Tests.Sessions.Verbs;

/// <summary><c>agw run</c> with a program that notes how it was started.</summary>
public sealed class RunVerbTests(DaemonFixture fixture)
{
    [Fact]
    public async Task Claude_is_given_server_and_hooks_for_the_session_until_setup_has_written_them()
    {
        using var home = new EmptyHome();
        await using var daemon = await Daemon.StartAsync(home.Data);
        var claude = await ProgramAsync(home["claude"]);

        var first = (await home.RunAsync(Agw.File, "run", claude, "--", "--model", "opus")).Succeeded().Trim();

        var words = await NotedAsync(claude, first);
        Assert.Equal(["--model", "opus", "--mcp-config"], words[..3]);
        var server = JsonNode.Parse(words[3])!["mcpServers"]!["agw"]!;
        Assert.Equal(Agw.File, (string?)server["command"]);
        Assert.Equal("mcp", (string?)server["args"]!.AsArray().Single());
        Assert.Equal("--settings", words[4]);
        Assert.NotNull(JsonNode.Parse(words[5])!["hooks"]!["Stop"]);

        (await home.RunAsync(Agw.File, "setup", "claude", "--yes")).Succeeded();
        var second = (await home.RunAsync(Agw.File, "run", claude)).Succeeded().Trim();
        Assert.Equal([""], await NotedAsync(claude, second));
        Assert.Equal(await NameAsync(daemon, first) + "-2", await NameAsync(daemon, second));
    }

    [Fact]
    public async Task A_worktree_has_the_name_of_the_session()
    {
        using var home = new TemporaryFolder();
        var program = await ProgramAsync(home["coder"]);
        var repository = await SourceRepository.CreateAsync(home["app"]);

        var start = Agw.Start("run", program, "--worktree", "--data", fixture.Daemon.Data);
        start.WorkingDirectory = repository.Path;
        var session = (await Agw.RunAsync(start)).Succeeded().Trim();

        await NotedAsync(program, session);
        Assert.Equal("coder-app", await NameAsync(fixture.Daemon, session));
        var directory = (await File.ReadAllTextAsync($"{program}.{session}.directory", Limits.Soon())).Trim();
        Assert.NotEqual(repository.Path, directory);
        Assert.Contains("agw/coder-app", await repository.GitAsync("-C", directory, "branch", "--show-current"));
        (await Agw.RunAsync("session", "remove", session, "--data", fixture.Daemon.Data)).Succeeded();
        (await Agw.RunAsync("workspace", "remove", "coder-app", "--data", fixture.Daemon.Data)).Succeeded();
    }

    [Fact]
    public async Task A_program_that_is_not_there_leaves_no_worktree()
    {
        using var home = new TemporaryFolder();
        var repository = await SourceRepository.CreateAsync(home["absent"]);
        foreach (var _ in (int[])[1, 2])
        {
            var start = Agw.Start("run", "agw-no-such-coder", "--worktree", "--data", fixture.Daemon.Data);
            start.WorkingDirectory = repository.Path;

            (await Agw.RunAsync(start)).RefusedWith("program_not_found");
        }

        Assert.DoesNotContain(
            "absent", (await Agw.RunAsync("workspace", "list", "--data", fixture.Daemon.Data)).Succeeded());
    }

    /// <summary>A program that notes its directory and arguments, in files named after its session.</summary>
    private static async Task<string> ProgramAsync(string path)
    {
        await File.WriteAllTextAsync(
            path,
            """
            #!/bin/sh
            pwd >"$0.$AGW_SESSION.directory"
            printf '%s\n' "$@" >"$0.new" && mv "$0.new" "$0.$AGW_SESSION"

            """,
            Limits.Soon());
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static async Task<string[]> NotedAsync(string program, string session)
    {
        var file = $"{program}.{session}";
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(file)), "the program was started");
        return (await File.ReadAllTextAsync(file, Limits.Soon())).TrimEnd('\n').Split('\n');
    }

    private static async Task<string> NameAsync(Daemon daemon, string session) =>
        (string)JsonNode.Parse(
            (await Agw.RunAsync("session", "get", session, "--json", "--data", daemon.Data)).Succeeded())!
            ["session"]!["name"]!;
}
