using System.Net;
using System.Net.Sockets;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sandboxes;

namespace AgentGateway.Runtime.Tests.Sandboxes;

/// <summary>What each profile lets a program do, tried with programs in it.</summary>
public sealed class SandboxPlannerTests : IDisposable
{
    private const string Git = "git -c user.name=t -c user.email=t@example.org";

    private readonly SandboxUnderTest _sandbox = new();

    private string Root => _sandbox.Root;

    [Fact]
    public async Task A_program_in_workspace_writes_the_workspace_and_its_own_home()
    {
        var ran = await _sandbox.RunAsync(
            SandboxProfile.Workspace, "echo a > made && echo b > ~/kept && echo c > /tmp/gone && cat made ~/kept");
        Assert.Equal((0, "a\nb\n"), ran);
        Assert.Equal("a\n", await File.ReadAllTextAsync(Path.Combine(Root, "made"), Gateway.Stop));
        Assert.False(File.Exists(Path.Combine(_sandbox.Home, "kept")));
        Assert.False(File.Exists("/tmp/gone"));
        Assert.Equal((0, "b\n"), await _sandbox.RunAsync(SandboxProfile.Workspace, "cat ~/kept; ls /tmp | grep gone"
            + " || true"));
    }

    [Fact]
    public async Task A_program_in_read_writes_nothing_of_the_machine()
    {
        await File.WriteAllTextAsync(Path.Combine(Root, "text"), "here", Gateway.Stop);
        var (code, said) = await _sandbox.RunAsync(
            SandboxProfile.Read, "cat text; echo x > made; echo x > ~/made; echo x > /etc/made; echo x > /tmp/made");
        Assert.True(code == 0, said);
        Assert.StartsWith("here", said, StringComparison.Ordinal);
        Assert.Equal(3, said.Split("Read-only file system").Length - 1);
        Assert.Equal(["text"], Directory.GetFileSystemEntries(Root).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(SandboxProfile.Read)]
    [InlineData(SandboxProfile.Workspace)]
    public async Task Neither_the_home_nor_the_data_directory_is_seen(SandboxProfile profile)
    {
        Directory.CreateDirectory(Path.Combine(_sandbox.Home, ".ssh"));
        await File.WriteAllTextAsync(Path.Combine(_sandbox.Home, ".ssh", "id_rsa"), "canary", Gateway.Stop);
        await File.WriteAllTextAsync(Path.Combine(_sandbox.Data, "state.db"), "canary", Gateway.Stop);
        await File.WriteAllTextAsync(Path.Combine(_sandbox.Home, "letter"), "canary", Gateway.Stop);
        var (_, said) = await _sandbox.RunAsync(
            profile, $"cat ~/.ssh/id_rsa ~/letter {_sandbox.Data}/state.db; grep -rs canary ~ /tmp; ls /proc");
        Assert.DoesNotContain("canary", said.Replace("canary ~", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.ProcessId.ToString(
            System.Globalization.CultureInfo.InvariantCulture), said.Split('\n'));
    }

    [Fact]
    public async Task What_runs_later_can_be_neither_written_made_nor_moved_away()
    {
        Directory.CreateDirectory(Path.Combine(Root, ".vscode"));
        await File.WriteAllTextAsync(Path.Combine(Root, ".vscode", "tasks.json"), "{}", Gateway.Stop);
        InGit();
        foreach (var attack in new[]
        {
            "echo x > .vscode/tasks.json", "mv .vscode other", "rm -r .vscode", "mkdir .claude/hooks", "echo x > .envrc",
            "echo '{}' > .mcp.json", "git config core.fsmonitor evil", "echo x > .git/config",
            "echo x > .git/hooks/pre-commit", "mv .git away", "mv .git/config c", "echo ../evil > .git/commondir",
            "rm .git/commondir", "ln -sf /x .envrc", "cd .. && mv project p2",
        })
        {
            var (code, said) = await _sandbox.RunAsync(SandboxProfile.Workspace, attack);
            Assert.True(code != 0, $"{attack}: {said}");
        }

        SandboxService.Clean(Root, static () => false);
        Assert.Equal(
            [".git", ".vscode"],
            Directory.GetFileSystemEntries(Root).Select(Path.GetFileName).Where(name => name!.StartsWith('.')).Order());
        Assert.False(File.Exists(Path.Combine(Root, ".git", "commondir")));
        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(Root, ".vscode", "tasks.json"), Gateway.Stop));
    }

    [Fact]
    public async Task What_runs_later_in_a_subdirectory_can_be_neither_written_nor_replaced_where_it_is()
    {
        const string Nested = "packages/a";
        Make($"{Nested}/.mcp.json", "{}");
        Make($"{Nested}/.vscode/tasks.json", "{}");
        Make($"{Nested}/tool/.git", "gitdir: ../.git/modules/tool\n");
        Make("node_modules/one/.vscode/tasks.json", "{}");
        GitRepository.GitIn(Path.Combine(Root, Nested), "init", "--quiet", "--template=");
        foreach (var attack in new[]
        {
            "echo x > .mcp.json", "rm .mcp.json", "mv .mcp.json c", "echo x > .vscode/tasks.json", "mv .vscode other",
            "echo x > tool/.git", "rm tool/.git", "git config core.fsmonitor evil", "mv .git away", "mv .git/config c",
            "echo x > .git/hooks/pre-commit", "mv .git/hooks h", "echo ../evil > .git/commondir",
        })
        {
            var (code, said) = await _sandbox.RunAsync(SandboxProfile.Workspace, $"cd {Nested} && {attack}");
            Assert.True(code != 0, $"{attack}: {said}");
        }

        var worked = await _sandbox.RunAsync(
            SandboxProfile.Workspace,
            $"rm -r node_modules && cd {Nested} && echo b > b && git add b && {Git} commit -qm b && git status --short b");
        Assert.Equal((0, ""), worked);
        SandboxService.Clean(Root, static () => false);
        Assert.False(Path.Exists(Path.Combine(Root, Nested, ".git", "commondir")));
        Assert.False(Path.Exists(Path.Combine(Root, Nested, ".git", "hooks")));

        void Make(string file, string text)
        {
            var path = Path.Combine(Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    [Fact]
    public async Task Git_commits_in_a_repository_and_in_a_worktree_of_another()
    {
        InGit();
        Assert.Equal(0, (await _sandbox.RunAsync(
            SandboxProfile.Workspace, $"echo b > b && git add -A && {Git} commit -qm b && git status --short")).ExitCode);
        var outside = Path.Combine(_sandbox.Home, "origin");
        Directory.CreateDirectory(outside);
        Directory.Delete(Root, recursive: true);
        GitRepository.GitIn(outside, "init", "--quiet");
        GitRepository.GitIn(outside, "commit", "--quiet", "--allow-empty", "--message", "a");
        GitRepository.GitIn(outside, "worktree", "add", "--quiet", Root);
        var (code, said) = await _sandbox.RunAsync(
            SandboxProfile.Workspace, $"echo b > b && git add -A && {Git} commit -qm b && git log --oneline | wc -l");
        Assert.True(code == 0, said);
        Assert.Equal("2", said.Trim());
    }

    [Fact]
    public async Task There_is_no_network()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port;
        var (code, _) = await _sandbox.RunAsync(SandboxProfile.Workspace, $"echo x > /dev/tcp/127.0.0.1/{port}");
        Assert.NotEqual(0, code);
        Assert.False(server.Pending());
        Assert.Equal(0, (await _sandbox.RunAsync(
            SandboxProfile.Workspace, "exec 3<>/dev/udp/127.0.0.1/9 && echo loopback is up")).ExitCode);
    }

    [Fact]
    public void A_profile_shows_nothing_that_a_lesser_one_hides()
    {
        var (read, workspace) = (Shown(SandboxProfile.Read), Shown(SandboxProfile.Workspace));
        var random = new Random(7);
        string[] tops = ["/etc", "/home", "/opt", "/root", "/run", "/srv", "/tmp", "/usr", "/var"];
        var paths = tops.Where(Directory.Exists).SelectMany(top => Directory.EnumerateFileSystemEntries(
            top,
            "*",
            new EnumerationOptions
            {
                RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true,
                AttributesToSkip = FileAttributes.ReparsePoint,
            })).Where(_ => random.Next(20) == 0);
        Assert.All(
            paths.Concat([_sandbox.Data, _sandbox.Home, Root, Path.Combine(Root, "x")]),
            path => Assert.True(read.IsShown(path) || !workspace.IsShown(path), path));

        MountList Shown(SandboxProfile profile)
        {
            var list = new MountList();
            foreach (var mount in _sandbox.Plan(profile).Mounts) list.Add(mount);
            return list;
        }
    }

    [Fact]
    public void Paths_of_sockets_are_read_from_the_kernels_table()
    {
        const string Bound = "/dev/null";
        Assert.Equal(
            [Bound],
            HostSockets.Read(
            [
                "Num       RefCount Protocol Flags    Type St Inode Path",
                $"0000000000000000: 00000002 00000000 00010000 0001 01 20215 {Bound}",
                "0000000000000000: 00000002 00000000 00010000 0001 01 20216 @abstract",
                "0000000000000000: 00000003 00000000 00000000 0001 03 20217",
                "0000000000000000: 00000002 00000000 00010000 0001 01 20218 /gone/away",
            ]));
    }

    [Fact]
    public void A_directory_that_is_not_shown_is_refused()
    {
        var refused = _sandbox.Planner.Plan("bwrap", new(SandboxProfile.Workspace, Root, _sandbox.Data)).Rejection;
        Assert.Equal("directory_hidden", refused?.Code);
    }

    public void Dispose() => _sandbox.Dispose();

    private void InGit()
    {
        GitRepository.GitIn(Root, "init", "--quiet");
        File.WriteAllText(Path.Combine(Root, "a"), "a\n");
        GitRepository.GitIn(Root, "add", "a");
        GitRepository.GitIn(Root, "commit", "--quiet", "--message", "a");
    }
}
