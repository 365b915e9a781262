namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>What a workspace changed.</summary>
public sealed class DiffTests
{
    [Fact]
    public async Task Committed_uncommitted_and_new_files_are_shown_together()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write("gone.txt", "1\n2\n");
        gateway.Repository.Write("old name.txt", "a\nb\nc\nd\ne\n");
        gateway.Repository.Commit("More");
        var made = await gateway.WorktreeAsync("work");
        File.WriteAllText(Path.Combine(made.Directory, "committed.txt"), "something else\n");
        GitRepository.GitIn(made.Directory, "add", "committed.txt");
        GitRepository.GitIn(made.Directory, "mv", "old name.txt", "żółw.txt");
        GitRepository.GitIn(made.Directory, "commit", "--quiet", "--message", "Work");
        File.WriteAllText(Path.Combine(made.Directory, "readme.txt"), "one\n2\n");
        File.Delete(Path.Combine(made.Directory, "gone.txt"));
        File.WriteAllText(Path.Combine(made.Directory, "new.txt"), "x\ny\n");
        File.WriteAllBytes(Path.Combine(made.Directory, "image.bin"), [0, 1, 2, 0xFF]);
        File.WriteAllText(Path.Combine(made.Directory, ".agw/context/plan.md"), "Not of the work");
        var status = GitRepository.GitIn(made.Directory, "status", "--porcelain");

        // What happens to the base meanwhile is not of this workspace.
        gateway.Repository.Write("elsewhere.txt", "");
        gateway.Repository.Commit("Elsewhere");

        var diff = await gateway.DiffAsync("work");
        Assert.Equal(("main", "agw/work", false), (diff.Base, diff.Branch, diff.Truncated));
        Assert.Equal(
        [
            new("committed.txt", "added", 1, 0), new(
                "gone.txt", "deleted", 0, 2), new(
                    "image.bin", "untracked", null, null), new("new.txt", "untracked", 2, 0),
            new("readme.txt", "modified", 1, 1), new("żółw.txt", "renamed", 0, 0),
        ], diff.Files);
        Assert.Equal((4, 3), (diff.Added, diff.Deleted));
        Assert.Contains("-two\n+2\n", diff.Diff, StringComparison.Ordinal);
        Assert.Contains("+++ b/new.txt", diff.Diff, StringComparison.Ordinal);
        Assert.Contains("rename to żółw.txt", diff.Diff, StringComparison.Ordinal);
        Assert.Contains("Binary files", diff.Diff, StringComparison.Ordinal);
        Assert.DoesNotContain("Not of the work", diff.Diff, StringComparison.Ordinal);
        Assert.Equal(status, GitRepository.GitIn(made.Directory, "status", "--porcelain"));
    }

    [Fact]
    public async Task A_long_diff_is_cut_and_says_so()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("long");
        File.WriteAllText(
            Path.Combine(made.Directory, "long.txt"), string.Concat(Enumerable.Repeat("żółw\n", 100_000)));
        var diff = await gateway.DiffAsync("long");
        Assert.Equal((true, 100_000), (diff.Truncated, diff.Added));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(diff.Diff), 200_000, 200 * 1024);
        Assert.DoesNotContain('\uFFFD', diff.Diff);
    }

    [Fact]
    public async Task Nothing_changed_is_an_empty_diff()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        await gateway.WorktreeAsync("same");
        var diff = await gateway.DiffAsync("same");
        Assert.Equal(("", 0, 0, null), (diff.Diff, diff.Files.Count, diff.Added, diff.Note));
    }

    [Fact]
    public async Task A_plain_directory_under_git_is_compared_with_what_is_committed()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write("below/a.txt", "1\n");
        gateway.Repository.Commit("Below");
        var made = await gateway.CreateAsync(new("below", gateway.Repository["below"]));
        Assert.Equal((true, null, null), (made.Clean, made.Branch, made.Ahead));
        gateway.Repository.Write("below/a.txt", "2\n");
        gateway.Repository.Write("readme.txt", "not below\n");
        gateway.Repository.Write("below/b/c.txt", "3\n");
        var diff = await gateway.DiffAsync("below");
        Assert.Equal([new("a.txt", "modified", 1, 1), new("b/c.txt", "untracked", 1, 0)], diff.Files);
        Assert.Equal("main", diff.Branch);
    }

    [Fact]
    public async Task A_directory_without_git_says_that_there_is_nothing_to_compare()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var plain = Directory.CreateDirectory(Path.Combine(gateway.Repository.Folder, "plain")).FullName;
        var made = await gateway.CreateAsync(new("plain", plain));
        Assert.Equal((null, 4), (made.Clean, made.ContextFiles.Count));
        var diff = await gateway.DiffAsync("plain");
        Assert.Equal(("", true), (diff.Diff, diff.Note is not null));
    }

    [Fact]
    public async Task A_repository_without_a_commit_is_compared_with_nothing()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var fresh = Directory.CreateDirectory(Path.Combine(gateway.Repository.Folder, "fresh")).FullName;
        GitRepository.GitIn(fresh, "init", "--quiet");
        await gateway.CreateAsync(new("fresh", fresh));
        File.WriteAllText(Path.Combine(fresh, "first.txt"), "1\n");
        Assert.Equal([new("first.txt", "untracked", 1, 0)], (await gateway.DiffAsync("fresh")).Files);
    }

    [Fact]
    public async Task No_program_that_the_repository_names_runs()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("external");
        var trace = Path.Combine(gateway.Repository.Folder, "ran");
        foreach (var key in (string[])
        [
            "diff.external", "core.fsmonitor", "diff.t.textconv", "filter.t.clean", "filter.t.process",
        ])
            gateway.Repository.Git("config", key, $"touch {trace}; cat");
        gateway.Repository.Git("config", "filter.t.required", "true");
        File.WriteAllText(Path.Combine(made.Directory, ".gitattributes"), "* diff=t filter=t\n");
        File.WriteAllText(Path.Combine(made.Directory, "readme.txt"), "changed\n");
        File.WriteAllText(Path.Combine(made.Directory, "new.txt"), "new\n");
        Assert.Equal(3, (await gateway.DiffAsync("external")).Files.Count);
        Assert.Equal(false, (await gateway.GetAsync("external")).Clean);
        Assert.Equal("workspace_dirty", (await gateway.RemoveAsync("external"))?.Code);
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public async Task A_repository_that_points_elsewhere_shows_nothing_of_it()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var secret = Directory.CreateDirectory(Path.Combine(gateway.Repository.Folder, "secret")).FullName;
        File.WriteAllText(Path.Combine(secret, "key.txt"), "a canary");
        var plain = Directory.CreateDirectory(Path.Combine(gateway.Repository.Folder, "plain")).FullName;
        GitRepository.GitIn(plain, "init", "--quiet");
        GitRepository.GitIn(plain, "config", "core.worktree", secret);
        await gateway.CreateAsync(new("plain", plain));
        Assert.DoesNotContain("canary", (await gateway.DiffAsync("plain")).Diff, StringComparison.Ordinal);

        // And a worktree whose link was bent to another repository is no worktree any more.
        var made = await gateway.WorktreeAsync("bent");
        File.WriteAllText(Path.Combine(made.Directory, ".git"), $"gitdir: {plain}/.git\n");
        Assert.Equal("not_a_repository", (await gateway.Workspaces.DiffAsync("bent", Gateway.Stop)).Rejection?.Code);
        Assert.Equal("not_a_repository", (await gateway.RemoveAsync("bent"))?.Code);
        Assert.Null(await gateway.RemoveAsync("bent", force: true));
    }

    [Fact]
    public async Task A_submodule_that_is_checked_out_keeps_a_worktree_and_none_of_its_programs_runs()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.WorktreeAsync("outer");
        var trace = Path.Combine(gateway.Repository.Folder, "ran");
        var inner = Path.Combine(made.Directory, "inner");
        GitRepository.GitIn(
            made.Directory, "-c", "protocol.file.allow=always", "clone", "--quiet", gateway.Repository.Path, inner);
        GitRepository.GitIn(made.Directory, "add", "inner");
        GitRepository.GitIn(made.Directory, "commit", "--quiet", "--message", "A submodule");
        GitRepository.GitIn(inner, "config", "core.fsmonitor", $"touch {trace}; true");
        File.WriteAllText(Path.Combine(inner, "readme.txt"), "changed\n");
        await gateway.DiffAsync("outer");
        Assert.Equal("workspace_dirty", (await gateway.RemoveAsync("outer"))?.Code);
        Assert.False(File.Exists(trace));
    }

    [Fact]
    public async Task Unknown_workspaces_have_no_diff()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        Assert.Equal("unknown_workspace", (await gateway.Workspaces.DiffAsync("nobody", Gateway.Stop)).Rejection?.Code);
    }
}
