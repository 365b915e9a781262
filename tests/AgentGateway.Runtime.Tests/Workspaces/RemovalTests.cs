namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>Nothing is lost with a workspace unless that was wanted.</summary>
public sealed class RemovalTests
{
    [Fact]
    public async Task A_clean_worktree_goes_with_its_branch()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("clean");
        Assert.Null(await gateway.RemoveAsync("clean"));
        Assert.False(Directory.Exists(made.Directory));
        Assert.Equal("* main", gateway.Repository.Git("branch", "--list"));
        Assert.DoesNotContain("clean", gateway.Repository.Git("worktree", "list"));
    }

    [Theory]
    [InlineData("readme.txt")]
    [InlineData("new.txt")]
    public async Task What_is_not_committed_keeps_a_worktree(string file)
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("dirty");
        File.WriteAllText(Path.Combine(made.Directory, file), "changed\n");

        var refused = await gateway.RemoveAsync("dirty");
        Assert.Equal(
            ("workspace_dirty", true), (refused?.Code, refused?.Message.Contains(file, StringComparison.Ordinal)));
        Assert.Equal(
            ("ready", false), ((await gateway.GetAsync("dirty")).State, (await gateway.GetAsync("dirty")).Clean));
        Assert.Null(await gateway.RemoveAsync("dirty", force: true));
        Assert.False(Directory.Exists(made.Directory));
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("local/deep/key.json")]
    [InlineData(".agw/context/plan.md")]
    [InlineData(".agw/context/more.md")]
    public async Task What_git_ignores_and_only_the_worktree_has_keeps_it(string file)
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write(".gitignore", ".env\nlocal/\nnode_modules/\n*.o\n");
        gateway.Repository.Commit("Ignored");
        gateway.Repository.Write(".env", "KEY=1\n");
        var made = await gateway.WorktreeAsync("ignored");
        Write("node_modules/a/index.js", "made");
        Write("main.o", "made");
        Write(".env", "KEY=1\n");
        Write(file, "only here\n");

        var refused = await gateway.RemoveAsync("ignored");
        Assert.Equal(
            ("workspace_dirty", $"1 file that git ignores is only here: {file}."), (refused?.Code, refused?.Message));
        Assert.Equal("only here\n", File.ReadAllText(Path.Combine(made.Directory, file)));
        Assert.Null(await gateway.RemoveAsync("ignored", force: true));

        void Write(string name, string text)
        {
            var path = Path.Combine(made.Directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    [Fact]
    public async Task What_git_ignores_goes_with_a_worktree_where_it_can_be_made_again_or_is_the_same_elsewhere()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write(".gitignore", ".env\nnode_modules/\n");
        gateway.Repository.Commit("Ignored");
        gateway.Repository.Write(".env", "KEY=1\n");
        var made = await gateway.WorktreeAsync("same");
        File.WriteAllText(Path.Combine(made.Directory, ".env"), "KEY=1\n");
        Directory.CreateDirectory(Path.Combine(made.Directory, "node_modules"));
        File.WriteAllText(Path.Combine(made.Directory, "node_modules/index.js"), "made");
        File.WriteAllText(Path.Combine(made.Directory, ".agw/context/plan.md"), "Committed\n");
        GitRepository.GitIn(made.Directory, "add", "--force", ".agw/context/plan.md");
        GitRepository.GitIn(made.Directory, "commit", "--quiet", "--message", "Plan");
        Assert.Null(await gateway.RemoveAsync("same"));
    }

    [Fact]
    public async Task Commits_stay_on_their_branch()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("work");
        File.WriteAllText(Path.Combine(made.Directory, "new.txt"), "new\n");
        GitRepository.GitIn(made.Directory, "add", "new.txt");
        GitRepository.GitIn(made.Directory, "commit", "--quiet", "--message", "Work");
        Assert.Equal(1, (await gateway.GetAsync("work")).Ahead);
        Assert.Null(await gateway.RemoveAsync("work"));
        Assert.Equal("new", gateway.Repository.Git("show", "agw/work:new.txt"));

        // And the next workspace of that name goes on with them.
        Assert.Equal(
            "new\n", File.ReadAllText(Path.Combine((await gateway.WorktreeAsync("work")).Directory, "new.txt")));
    }

    [Fact]
    public async Task Commits_on_no_branch_keep_a_worktree()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("loose");
        GitRepository.GitIn(made.Directory, "checkout", "--quiet", "--detach");
        Assert.Null((await gateway.Workspaces.RemoveAsync(Gateway.Operator, "loose", false, Gateway.Stop)).Rejection);
        made = await gateway.WorktreeAsync("loose");
        GitRepository.GitIn(made.Directory, "checkout", "--quiet", "--detach");
        GitRepository.GitIn(made.Directory, "commit", "--quiet", "--allow-empty", "--message", "Nowhere");
        Assert.Equal("workspace_dirty", (await gateway.RemoveAsync("loose"))?.Code);
    }

    [Fact]
    public async Task A_locked_worktree_goes_by_force_only()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("locked");
        gateway.Repository.Git("worktree", "lock", made.Directory);
        Assert.Equal("workspace_locked", (await gateway.RemoveAsync("locked"))?.Code);
        Assert.Null(await gateway.RemoveAsync("locked", force: true));
        Assert.DoesNotContain("locked", gateway.Repository.Git("worktree", "list"));
    }

    [Fact]
    public async Task A_directory_that_was_deleted_is_told_and_can_be_removed()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("gone");
        Directory.Delete(made.Directory, recursive: true);
        Assert.Equal("directory_not_found", (await gateway.GetAsync("gone")).Failure?.Code);
        Assert.Equal("directory_not_found", (await gateway.Workspaces.DiffAsync("gone", Gateway.Stop)).Rejection?.Code);
        Assert.Null(await gateway.RemoveAsync("gone"));
        Assert.Equal("* main", gateway.Repository.Git("branch", "--list"));
    }

    [Fact]
    public async Task A_worktree_whose_repository_is_gone_can_be_removed()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("orphan");
        Directory.Move(gateway.Repository.Path, gateway.Repository.Path + "-moved");
        Assert.Null(await gateway.RemoveAsync("orphan", force: true));
        Assert.False(Directory.Exists(made.Directory));
        Assert.Empty((await gateway.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces);
    }

    [Fact]
    public async Task Directories_that_may_not_be_written_go_too()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("readonly");
        var cache = Directory.CreateDirectory(Path.Combine(made.Directory, "cache/deep")).FullName;
        File.WriteAllText(Path.Combine(cache, "module"), "");
        File.SetUnixFileMode(cache, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Null(await gateway.RemoveAsync("readonly", force: true));
        Assert.Empty(
            Directory.EnumerateFileSystemEntries(Path.Combine(Path.GetDirectoryName(made.Directory)!, ".removed")));
    }

    [Fact]
    public async Task A_plain_directory_is_forgotten_and_never_deleted()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.CreateAsync(new("plain", gateway.Repository.Path));
        Assert.Equal(("directory", gateway.Repository.Path), (made.Kind, made.Directory));
        File.WriteAllText(gateway.Repository["new.txt"], "new\n");
        Assert.Null(await gateway.RemoveAsync("plain"));
        Assert.True(File.Exists(gateway.Repository["new.txt"]));
    }

    [Fact]
    public async Task Links_are_deleted_and_not_followed()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("linked");
        var outside = Directory.CreateDirectory(Path.Combine(gateway.Repository.Folder, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "kept"), "");
        Directory.CreateSymbolicLink(Path.Combine(made.Directory, "link"), outside);
        Assert.Null(await gateway.RemoveAsync("linked", force: true));
        Assert.True(File.Exists(Path.Combine(outside, "kept")));
    }
}
