using AgentGateway.Runtime.Tests.Support;

namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>Nothing is lost with a workspace unless that was wanted.</summary>
public sealed class RemovalTests
{
    [Fact]
    public async Task A_clean_worktree_goes_with_its_branch()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("clean");
        File.WriteAllText(Path.Combine(made.Directory, ".agw/context/plan.md"), "Notes");
        Assert.Null(await house.RemoveAsync("clean"));
        Assert.False(Directory.Exists(made.Directory));
        Assert.Equal("* main", house.Repository.Git("branch", "--list"));
        Assert.DoesNotContain("clean", house.Repository.Git("worktree", "list"));
    }

    [Theory]
    [InlineData("readme.txt")]
    [InlineData("new.txt")]
    public async Task What_is_not_committed_keeps_a_worktree(string file)
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("dirty");
        File.WriteAllText(Path.Combine(made.Directory, file), "changed\n");

        var refused = await house.RemoveAsync("dirty");
        Assert.Equal(("workspace_dirty", true), (refused?.Code, refused?.Message.Contains(file, StringComparison.Ordinal)));
        Assert.Equal(("ready", false), ((await house.GetAsync("dirty")).State, (await house.GetAsync("dirty")).Clean));
        Assert.Null(await house.RemoveAsync("dirty", force: true));
        Assert.False(Directory.Exists(made.Directory));
    }

    [Fact]
    public async Task Commits_stay_on_their_branch()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("work");
        File.WriteAllText(Path.Combine(made.Directory, "new.txt"), "new\n");
        GitRepository.GitIn(made.Directory, "add", "new.txt");
        GitRepository.GitIn(made.Directory, "commit", "--quiet", "--message", "Work");
        Assert.Equal(1, (await house.GetAsync("work")).Ahead);
        Assert.Null(await house.RemoveAsync("work"));
        Assert.Equal("new", house.Repository.Git("show", "agw/work:new.txt"));

        // And the next workspace of that name goes on with them.
        Assert.Equal("new\n", File.ReadAllText(Path.Combine((await house.WorktreeAsync("work")).Directory, "new.txt")));
    }

    [Fact]
    public async Task Commits_on_no_branch_keep_a_worktree()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("loose");
        GitRepository.GitIn(made.Directory, "checkout", "--quiet", "--detach");
        Assert.Null((await house.Workspaces.RemoveAsync(Gateway.Operator, "loose", false, Gateway.Stop)).Rejection);
        made = await house.WorktreeAsync("loose");
        GitRepository.GitIn(made.Directory, "checkout", "--quiet", "--detach");
        GitRepository.GitIn(made.Directory, "commit", "--quiet", "--allow-empty", "--message", "Nowhere");
        Assert.Equal("workspace_dirty", (await house.RemoveAsync("loose"))?.Code);
    }

    [Fact]
    public async Task A_locked_worktree_goes_by_force_only()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("locked");
        house.Repository.Git("worktree", "lock", made.Directory);
        Assert.Equal("workspace_locked", (await house.RemoveAsync("locked"))?.Code);
        Assert.Null(await house.RemoveAsync("locked", force: true));
        Assert.DoesNotContain("locked", house.Repository.Git("worktree", "list"));
    }

    [Fact]
    public async Task A_directory_that_somebody_deleted_is_told_and_can_be_removed()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("gone");
        Directory.Delete(made.Directory, recursive: true);
        Assert.Equal("directory_not_found", (await house.GetAsync("gone")).Failure?.Code);
        Assert.Equal("directory_not_found", (await house.Workspaces.DiffAsync("gone", Gateway.Stop)).Rejection?.Code);
        Assert.Null(await house.RemoveAsync("gone"));
        Assert.Equal("* main", house.Repository.Git("branch", "--list"));
    }

    [Fact]
    public async Task A_worktree_whose_repository_is_gone_can_be_removed()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("orphan");
        Directory.Move(house.Repository.Path, house.Repository.Path + "-moved");
        Assert.Null(await house.RemoveAsync("orphan", force: true));
        Assert.False(Directory.Exists(made.Directory));
        Assert.Empty((await house.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces);
    }

    [Fact]
    public async Task Directories_that_may_not_be_written_go_too()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("readonly");
        var cache = Directory.CreateDirectory(Path.Combine(made.Directory, "cache/deep")).FullName;
        File.WriteAllText(Path.Combine(cache, "module"), "");
        File.SetUnixFileMode(cache, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Null(await house.RemoveAsync("readonly", force: true));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Path.GetDirectoryName(made.Directory)!, ".removed")));
    }

    [Fact]
    public async Task A_plain_directory_is_forgotten_and_never_deleted()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.CreateAsync(new("plain", house.Repository.Path));
        Assert.Equal(("directory", house.Repository.Path), (made.Kind, made.Directory));
        File.WriteAllText(house.Repository["new.txt"], "new\n");
        Assert.Null(await house.RemoveAsync("plain"));
        Assert.True(File.Exists(house.Repository["new.txt"]));
    }

    [Fact]
    public async Task Links_are_deleted_and_not_followed()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.WorktreeAsync("linked");
        var outside = Directory.CreateDirectory(Path.Combine(house.Repository.Folder, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "kept"), "");
        Directory.CreateSymbolicLink(Path.Combine(made.Directory, "link"), outside);
        Assert.Null(await house.RemoveAsync("linked", force: true));
        Assert.True(File.Exists(Path.Combine(outside, "kept")));
    }
}
