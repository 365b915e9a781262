using AgentGateway.Runtime.Tests.Support;

namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>Worktrees of real repositories.</summary>
public sealed class WorktreeTests
{
    [Fact]
    public async Task A_worktree_is_made_on_a_branch_of_its_own()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("search");

        Assert.Equal(("ready", "worktree", "agw/search", "main"), (made.State, made.Kind, made.Branch, made.Base));
        Assert.Equal((true, 0, null), (made.Clean, made.Ahead, made.Failure));
        Assert.Equal("one\ntwo\n", File.ReadAllText(Path.Combine(made.Directory, "readme.txt")));
        Assert.Equal("agw/search", GitRepository.GitIn(made.Directory, "branch", "--show-current"));
        Assert.Equal([".agw/context/background.md", ".agw/context/plan.md", ".agw/context/working-log.md", ".agw/context/results-summary.md"], made.ContextFiles);
        Assert.Equal("", GitRepository.GitIn(made.Directory, "status", "--porcelain"));
    }

    [Fact]
    public async Task A_branch_that_exists_is_checked_out()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        house.Repository.Git("branch", "feature/x");
        Assert.Equal("feature/x", (await house.WorktreeAsync("x", "feature/x")).Branch);
        Assert.Null(await house.RemoveAsync("x"));
        Assert.Contains("feature/x", house.Repository.Git("branch", "--list"));
    }

    [Fact]
    public async Task A_branch_that_only_a_remote_has_is_followed()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        house.Repository.Git("branch", "theirs");
        var clone = Path.Combine(house.Repository.Folder, "clone");
        house.Repository.Git("clone", "--quiet", house.Repository.Path, clone);
        var made = await house.CreateAsync(new("t", Repository: clone, Branch: "theirs"));
        Assert.Equal("origin/theirs", GitRepository.GitIn(made.Directory, "rev-parse", "--abbrev-ref", "@{upstream}"));
    }

    [Fact]
    public async Task A_new_branch_begins_at_the_base_that_was_asked_for()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var first = house.Repository.Git("rev-parse", "HEAD");
        house.Repository.Write("later.txt", "later\n");
        house.Repository.Commit("Second");
        var made = await house.CreateAsync(new("old", Repository: house.Repository.Path, Base: "HEAD~1"));
        Assert.Equal(first, GitRepository.GitIn(made.Directory, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task A_bare_repository_and_a_folder_of_a_repository_will_do()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var bare = Path.Combine(house.Repository.Folder, "bare.git");
        house.Repository.Git("clone", "--quiet", "--bare", house.Repository.Path, bare);
        Assert.Equal("ready", (await house.CreateAsync(new("of-bare", Repository: bare))).State);
        Directory.CreateDirectory(house.Repository["below"]);
        Assert.Equal(house.Repository.Path, (await house.CreateAsync(new("of-below", Repository: house.Repository["below"]))).Repository);
        Assert.Null(await house.RemoveAsync("of-bare"));
    }

    [Fact]
    public async Task What_cannot_be_made_is_refused_before_anything_is()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var repository = house.Repository.Path;
        var empty = Directory.CreateDirectory(Path.Combine(house.Repository.Folder, "empty")).FullName;
        Assert.Equal("not_a_repository", await house.RefusalAsync(new("a", Repository: empty)));
        Assert.Equal("directory_not_found", await house.RefusalAsync(new("a", Repository: "/nonexistent")));
        Assert.Equal("base_not_found", await house.RefusalAsync(new("a", Repository: repository, Base: "nothing")));
        Assert.Equal("base_not_found", await house.RefusalAsync(new("a", Repository: repository, Base: "--all")));
        Assert.Equal("invalid_branch", await house.RefusalAsync(new("a", Repository: repository, Branch: "a..b")));
        Assert.Equal("invalid_branch", await house.RefusalAsync(new("a", Repository: repository, Branch: "--force")));
        Assert.Equal("branch_in_use", await house.RefusalAsync(new("a", Repository: repository, Branch: "main")));
        Assert.Equal("invalid_name", await house.RefusalAsync(new("../a", Repository: repository)));
        GitRepository.GitIn(empty, "init", "--quiet");
        Assert.Equal("base_not_found", await house.RefusalAsync(new("a", Repository: empty)));
        Assert.Empty((await house.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces);
    }

    [Fact]
    public async Task A_name_is_taken_until_its_workspace_is_removed()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        await house.WorktreeAsync("one");
        Assert.Equal("name_taken", await house.RefusalAsync(new("one", Repository: house.Repository.Path)));
        Assert.Null(await house.RemoveAsync("one"));
        Assert.Equal("unknown_workspace", (await house.RemoveAsync("one"))?.Code);
        Assert.Equal("ready", (await house.WorktreeAsync("one")).State);
    }

    [Fact]
    public async Task Workspaces_made_at_once_have_ports_of_their_own()
    {
        await using var house = await WorkspaceHouse.StartAsync(new() { FirstPort = 47_000, PortsEach = 4 });
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => house.WorktreeAsync($"w{i}")));
        var ports = made.SelectMany(workspace => Enumerable.Range(workspace.Ports.First, workspace.Ports.Last - workspace.Ports.First + 1)).ToList();
        Assert.Equal((24, 24), (ports.Count, ports.Distinct().Count()));

        var lowest = made.MinBy(workspace => workspace.Ports.First)!;
        Assert.Null(await house.RemoveAsync(lowest.Name));
        Assert.Equal(lowest.Ports, (await house.WorktreeAsync("next")).Ports);
    }

    [Fact]
    public async Task A_session_is_told_its_workspace_and_its_ports()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("env");
        var place = house.Workspaces.Find("env")!;
        Assert.Equal(made.Directory, place.Directory);
        Assert.Equal(("env", $"{made.Ports.First}", "10", $"{made.Ports.First}"),
            (place.Environment["AGW_WORKSPACE"], place.Environment["AGW_PORT_BASE"], place.Environment["AGW_PORT_COUNT"], place.Environment["PORT"]));
        Assert.Null(house.Workspaces.Find("nobody"));
    }

    [Fact]
    public async Task A_workspace_is_there_after_a_restart()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var before = await house.WorktreeAsync("kept");
        await house.Gateway.StopAsync();
        await house.Gateway.StartAgainAsync();
        Assert.Equivalent(before, await house.GetAsync("kept"), strict: true);
        Assert.NotNull(house.Workspaces.Find("kept"));
    }

    [Fact]
    public async Task No_hook_of_the_repository_runs()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var hook = house.Repository[".git/hooks/post-checkout"];
        File.WriteAllText(hook, $"#!/bin/sh\ntouch '{house.Repository.Folder}/hooked'\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await house.WorktreeAsync("unhooked");
        Assert.False(File.Exists(Path.Combine(house.Repository.Folder, "hooked")));
    }

    [Fact]
    public async Task What_lies_where_the_worktree_would_be_is_left_alone_and_told()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var first = await house.WorktreeAsync("first");
        var stranger = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(first.Directory)!, "stranger")).FullName;
        Assert.Equal("directory_taken", await house.RefusalAsync(new("stranger", Repository: house.Repository.Path)));
        Assert.Equal([stranger], (await house.Workspaces.ListAsync(Gateway.Stop)).Value.Unowned);
    }

    [Fact]
    public async Task Worktrees_are_never_made_in_the_daemons_own_directory()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var data = (await house.WorktreeAsync("probe")).Directory is var probe ? Path.GetDirectoryName(probe)!.Replace("-workspaces", "", StringComparison.Ordinal) : "";
        Assert.Equal("directory_protected", await house.RefusalAsync(new("in-data", data)));
        await using var wrong = await WorkspaceHouse.StartAsync(new() { Directory = "somewhere" });
        Assert.Equal("workspaces_directory_unusable", await wrong.RefusalAsync(new("a", Repository: wrong.Repository.Path)));
    }
}
