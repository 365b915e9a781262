namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>Worktrees of real repositories.</summary>
public sealed class WorktreeTests
{
    [Fact]
    public async Task A_worktree_is_made_on_a_branch_of_its_own()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("search");

        Assert.Equal(("ready", "worktree", "agw/search", "main"), (made.State, made.Kind, made.Branch, made.Base));
        Assert.Equal((true, 0, null), (made.Clean, made.Ahead, made.Failure));
        Assert.Equal("one\ntwo\n", File.ReadAllText(Path.Combine(made.Directory, "readme.txt")));
        Assert.Equal("agw/search", GitRepository.GitIn(made.Directory, "branch", "--show-current"));
        Assert.Equal(
            [".agw/context/background.md", ".agw/context/plan.md", ".agw/context/working-log.md",
                ".agw/context/results-summary.md"],
            made.ContextFiles);
        Assert.Equal("", GitRepository.GitIn(made.Directory, "status", "--porcelain"));
    }

    [Fact]
    public async Task A_branch_that_exists_is_checked_out()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Git("branch", "feature/x");
        Assert.Equal("feature/x", (await gateway.WorktreeAsync("x", "feature/x")).Branch);
        Assert.Null(await gateway.RemoveAsync("x"));
        Assert.Contains("feature/x", gateway.Repository.Git("branch", "--list"));
    }

    [Fact]
    public async Task A_branch_that_only_a_remote_has_is_followed()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Git("branch", "theirs");
        var clone = Path.Combine(gateway.Repository.Folder, "clone");
        gateway.Repository.Git("clone", "--quiet", gateway.Repository.Path, clone);
        var made = await gateway.CreateAsync(new("t", Repository: clone, Branch: "theirs"));
        Assert.Equal("origin/theirs", GitRepository.GitIn(made.Directory, "rev-parse", "--abbrev-ref", "@{upstream}"));
    }

    [Fact]
    public async Task A_new_branch_begins_at_the_base_that_was_asked_for()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var first = gateway.Repository.Git("rev-parse", "HEAD");
        gateway.Repository.Write("later.txt", "later\n");
        gateway.Repository.Commit("Second");
        var made = await gateway.CreateAsync(new("old", Repository: gateway.Repository.Path, Base: "HEAD~1"));
        Assert.Equal(first, GitRepository.GitIn(made.Directory, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task A_bare_repository_and_a_folder_of_a_repository_will_do()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var bare = Path.Combine(gateway.Repository.Folder, "bare.git");
        gateway.Repository.Git("clone", "--quiet", "--bare", gateway.Repository.Path, bare);
        Assert.Equal("ready", (await gateway.CreateAsync(new("of-bare", Repository: bare))).State);
        Directory.CreateDirectory(gateway.Repository["below"]);
        Assert.Equal(
            gateway.Repository.Path,
            (await gateway.CreateAsync(new("of-below", Repository: gateway.Repository["below"]))).Repository);
        Assert.Null(await gateway.RemoveAsync("of-bare"));
    }

    [Fact]
    public async Task What_cannot_be_made_is_refused_before_anything_is()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var repository = gateway.Repository.Path;
        var empty = Directory.CreateDirectory(Path.Combine(gateway.Repository.Folder, "empty")).FullName;
        Assert.Equal("not_a_repository", await gateway.RefusalAsync(new("a", Repository: empty)));
        Assert.Equal("directory_not_found", await gateway.RefusalAsync(new("a", Repository: "/nonexistent")));
        Assert.Equal("base_not_found", await gateway.RefusalAsync(new("a", Repository: repository, Base: "nothing")));
        Assert.Equal("base_not_found", await gateway.RefusalAsync(new("a", Repository: repository, Base: "--all")));
        Assert.Equal("invalid_branch", await gateway.RefusalAsync(new("a", Repository: repository, Branch: "a..b")));
        Assert.Equal("invalid_branch", await gateway.RefusalAsync(new("a", Repository: repository, Branch: "--force")));
        Assert.Equal("branch_in_use", await gateway.RefusalAsync(new("a", Repository: repository, Branch: "main")));
        Assert.Equal("invalid_name", await gateway.RefusalAsync(new("../a", Repository: repository)));
        GitRepository.GitIn(empty, "init", "--quiet");
        Assert.Equal("base_not_found", await gateway.RefusalAsync(new("a", Repository: empty)));
        Assert.Empty((await gateway.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces);
    }

    [Fact]
    public async Task A_name_is_taken_until_its_workspace_is_removed()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        await gateway.WorktreeAsync("one");
        Assert.Equal("name_taken", await gateway.RefusalAsync(new("one", Repository: gateway.Repository.Path)));
        Assert.Null(await gateway.RemoveAsync("one"));
        Assert.Equal("unknown_workspace", (await gateway.RemoveAsync("one"))?.Code);
        Assert.Equal("ready", (await gateway.WorktreeAsync("one")).State);
    }

    [Fact]
    public async Task Workspaces_made_at_once_have_ports_of_their_own()
    {
        await using var gateway = await GatewayWithRepository.StartAsync(new() { FirstPort = 47_000, PortsEach = 4 });
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => gateway.WorktreeAsync($"w{i}")));
        var ports = made.SelectMany(
            workspace =>
                Enumerable.Range(workspace.Ports.First, workspace.Ports.Last - workspace.Ports.First + 1)).ToList();
        Assert.Equal((24, 24), (ports.Count, ports.Distinct().Count()));

        var lowest = made.MinBy(workspace => workspace.Ports.First)!;
        Assert.Null(await gateway.RemoveAsync(lowest.Name));
        Assert.Equal(lowest.Ports, (await gateway.WorktreeAsync("next")).Ports);
    }

    [Fact]
    public async Task A_session_is_told_its_workspace_and_its_ports()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("env");
        var place = gateway.Workspaces.Find("env")!;
        Assert.Equal(made.Directory, place.Directory);
        Assert.Equal(("env", $"{made.Ports.First}", "10", $"{made.Ports.First}"),
            (place.Environment["AGW_WORKSPACE"], place.Environment["AGW_PORT_BASE"],
                place.Environment["AGW_PORT_COUNT"], place.Environment["PORT"]));
        Assert.Null(gateway.Workspaces.Find("nobody"));
    }

    [Fact]
    public async Task A_workspace_is_there_after_a_restart()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var before = await gateway.WorktreeAsync("kept");
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        Assert.Equivalent(before, await gateway.GetAsync("kept"), strict: true);
        Assert.NotNull(gateway.Workspaces.Find("kept"));
    }

    [Fact]
    public async Task No_hook_of_the_repository_runs()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var hook = gateway.Repository[".git/hooks/post-checkout"];
        File.WriteAllText(hook, $"#!/bin/sh\ntouch '{gateway.Repository.Folder}/hooked'\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await gateway.WorktreeAsync("unhooked");
        Assert.False(File.Exists(Path.Combine(gateway.Repository.Folder, "hooked")));
    }

    [Fact]
    public async Task What_lies_where_the_worktree_would_be_is_left_alone_and_told()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var first = await gateway.WorktreeAsync("first");
        var stranger = Directory.CreateDirectory(
            Path.Combine(Path.GetDirectoryName(first.Directory)!, "stranger")).FullName;
        Assert.Equal(
            "directory_taken", await gateway.RefusalAsync(new("stranger", Repository: gateway.Repository.Path)));
        Assert.Equal([stranger], (await gateway.Workspaces.ListAsync(Gateway.Stop)).Value.Unowned);
    }

    [Fact]
    public async Task A_directory_is_judged_where_it_leads()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var link = gateway.Repository.Path + "-link";
        Directory.CreateSymbolicLink(link, "/etc");
        try
        {
            foreach (var directory in new[] { "/", "/proc", link })
                Assert.Equal("directory_protected", await gateway.RefusalAsync(new("none", directory)));
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Fact]
    public async Task Worktrees_are_never_made_in_the_daemons_own_directory()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var data = (await gateway.WorktreeAsync("probe")).Directory is var probe
            ? Path.GetDirectoryName(probe)!.Replace("-workspaces", "", StringComparison.Ordinal)
            : "";
        Assert.Equal("directory_protected", await gateway.RefusalAsync(new("in-data", data)));
        await using var wrong = await GatewayWithRepository.StartAsync(new() { Directory = "somewhere" });
        Assert.Equal(
            "workspaces_directory_unusable", await wrong.RefusalAsync(new("a", Repository: wrong.Repository.Path)));
    }
}
