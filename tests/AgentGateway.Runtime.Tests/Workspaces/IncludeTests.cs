namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>What <c>.worktreeinclude</c> brings into a worktree.</summary>
public sealed class IncludeTests
{
    [Fact]
    public async Task Ignored_files_that_are_named_are_copied_and_others_are_not()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var source = gateway.Repository;
        source.Write(".gitignore", ".env*\nlocal/\nnode_modules/\n");
        source.Write(".worktreeinclude", "# what it needs\n.env*\n!.env.prod\nlocal/\nuntracked.txt\n");
        source.Commit("Includes");
        source.Write(".env", "KEY=1\n");
        source.Write(".env.prod", "KEY=secret\n");
        source.Write("local/deep/żółw.json", "{}");
        source.Write("node_modules/a/index.js", "");
        source.Write("untracked.txt", "git does not ignore this");
        File.SetUnixFileMode(source[".env"], UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var made = await gateway.WorktreeAsync("include");
        Assert.Equal("KEY=1\n", File.ReadAllText(Path.Combine(made.Directory, ".env")));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(made.Directory, ".env")));
        Assert.Equal("{}", File.ReadAllText(Path.Combine(made.Directory, "local/deep/żółw.json")));
        Assert.All(
            [".env.prod", "node_modules", "untracked.txt"],
            name => Assert.False(Path.Exists(Path.Combine(made.Directory, name))));
        Assert.Equal(true, made.Clean);
        Assert.Null(await gateway.RemoveAsync("include"));
    }

    [Fact]
    public async Task What_the_branch_does_not_ignore_is_no_loss_while_it_is_as_it_was_copied()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Git("branch", "before");
        gateway.Repository.Write(".gitignore", ".env\n");
        gateway.Repository.Write(".worktreeinclude", ".env\n");
        gateway.Repository.Commit("Ignored from now on");
        gateway.Repository.Write(".env", "KEY=1\n");

        var made = await gateway.WorktreeAsync("older", "before");
        Assert.Equal("?? .env", GitRepository.GitIn(made.Directory, "status", "--porcelain"));
        Assert.Equal(true, made.Clean);
        File.WriteAllText(Path.Combine(made.Directory, ".env"), "KEY=2\n");
        Assert.Equal("workspace_dirty", (await gateway.RemoveAsync("older"))?.Code);
        File.WriteAllText(Path.Combine(made.Directory, ".env"), "KEY=1\n");
        Assert.Null(await gateway.RemoveAsync("older"));
    }

    [Fact]
    public async Task Links_are_copied_as_links_and_none_leads_out()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var source = gateway.Repository;
        source.Write(".gitignore", "links/\n");
        source.Write(".worktreeinclude", "links/\n");
        source.Commit("Links");
        var outside = Path.Combine(source.Folder, "secret.txt");
        File.WriteAllText(outside, "secret");
        Directory.CreateDirectory(source["links"]);
        File.CreateSymbolicLink(source["links/inside"], "../readme.txt");
        File.CreateSymbolicLink(source["links/outside"], "../../secret.txt");
        File.CreateSymbolicLink(source["links/absolute"], outside);
        File.CreateSymbolicLink(source["links/chained"], "outside");
        Directory.CreateSymbolicLink(source["links/folder"], source.Folder);

        var copied = Path.Combine((await gateway.WorktreeAsync("links")).Directory, "links");
        Assert.Equal(["inside"], Directory.EnumerateFileSystemEntries(copied).Select(Path.GetFileName));
        Assert.Equal("../readme.txt", new FileInfo(Path.Combine(copied, "inside")).LinkTarget);
    }

    [Fact]
    public async Task Nothing_is_copied_through_a_link_that_the_branch_has()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var source = gateway.Repository;
        var outside = Directory.CreateDirectory(Path.Combine(source.Folder, "outside")).FullName;
        source.Git("checkout", "--quiet", "-b", "trap");
        Directory.CreateSymbolicLink(source["config"], outside);
        source.Commit("A trap");
        source.Git("checkout", "--quiet", "main");
        source.Write(".gitignore", "config/\n");
        source.Write(".worktreeinclude", "config/\n");
        source.Commit("Config");
        source.Write("config/key", "1");

        await gateway.WorktreeAsync("trapped", "trap");
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [Fact]
    public async Task A_pipe_is_not_copied()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write(".gitignore", "pipe\n");
        gateway.Repository.Write(".worktreeinclude", "pipe\n");
        gateway.Repository.Commit("Pipe");
        using (var made = System.Diagnostics.Process.Start(
            "mkfifo", [gateway.Repository["pipe"]])) await made.WaitForExitAsync(Gateway.Stop);
        Assert.False(Path.Exists(Path.Combine((await gateway.WorktreeAsync("piped")).Directory, "pipe")));
    }

    [Fact]
    public async Task Too_much_is_refused_and_leaves_nothing()
    {
        await using var gateway = await GatewayWithRepository.StartAsync(new() { IncludeBytesMax = 10 });
        gateway.Repository.Write(".gitignore", "big\n");
        gateway.Repository.Write(".worktreeinclude", "big\n");
        gateway.Repository.Commit("Big");
        gateway.Repository.Write("big", new string('x', 11));

        Assert.Equal("include_too_large", await gateway.RefusalAsync(new("big", Repository: gateway.Repository.Path)));
        var failed = await gateway.GetAsync("big");
        Assert.Equal(
            ("failed", "include_too_large",
                false), (failed.State, failed.Failure?.Code, Path.Exists(failed.Directory)));
        Assert.Equal("* main", gateway.Repository.Git("branch", "--list"));

        // The name may be used again at once.
        File.Delete(gateway.Repository["big"]);
        Assert.Equal("ready", (await gateway.WorktreeAsync("big")).State);
    }
}
