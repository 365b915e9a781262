using System.Net;
using System.Net.Sockets;
using AgentGateway.Domain.Policy;
using AgentGateway.Posix;
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
        await SecretAsync();
        await File.WriteAllTextAsync(Path.Combine(_sandbox.Data, "state.db"), "canary", Gateway.Stop);
        await File.WriteAllTextAsync(Path.Combine(_sandbox.Home, "letter"), "canary", Gateway.Stop);
        var (_, said) = await _sandbox.RunAsync(
            profile, $"cat ~/.ssh/id_rsa ~/letter {_sandbox.Data}/state.db; grep -rs canary ~ /tmp; ls /proc");
        Assert.DoesNotContain("canary", said.Replace("canary ~", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.ProcessId.ToString(
            System.Globalization.CultureInfo.InvariantCulture), said.Split('\n'));
    }

    [Fact]
    public async Task Tool_chains_of_the_home_show_their_programs_and_neither_keys_nor_tokens()
    {
        var elsewhere = Path.Combine(_sandbox.Home, "versions");
        foreach (var file in new[]
        {
            ".dotnet/corefx/cryptography/x509stores/my/key.pfx", ".local/share/uv/credentials/credentials.toml",
            ".rye/credentials", ".npm-global/etc/npmrc", ".nvm/versions/node/v20/etc/npmrc", "miniconda3/.condarc",
            ".local/share/pipx/venvs/tool/pip.conf", ".sdkman/candidates/maven/3/conf/settings.xml",
            ".asdf/plugins/own/.git/config",
        })
            await MakeAsync(file, "canary");
        Directory.CreateSymbolicLink(Path.Combine(_sandbox.Home, ".rbenv"), elsewhere);
        await MakeAsync("versions/versions/3/etc/gemrc", "canary");
        await MakeAsync(".rye/bin/tool", "the tool");
        await MakeAsync(".rbenv/bin/tool", "the tool");
        foreach (var profile in (SandboxProfile[])[SandboxProfile.Read, SandboxProfile.Workspace])
        {
            var (_, said) = await _sandbox.RunAsync(profile, "grep -rhs can[a]ry ~/; cat ~/.rye/bin/tool ~/.rbenv/bin/tool");
            Assert.Equal("the toolthe tool", said);
        }

        async Task MakeAsync(string name, string text)
        {
            var path = Path.Combine(_sandbox.Home, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, Gateway.Stop);
        }
    }

    /// <summary>
    /// Root may write them, and they hold for the whole machine. Files are only opened: nothing is written to them. A
    /// program cannot uncover them in namespaces of its own either.
    /// </summary>
    [Theory]
    [InlineData(SandboxProfile.Read)]
    [InlineData(SandboxProfile.Workspace)]
    public async Task Settings_of_the_kernel_cannot_be_opened_for_writing(SandboxProfile profile)
    {
        const string Open = """
            cd /proc
            for file in $(find $PWD/{sys,sysrq-trigger,acpi,asound,bus,driver,dynamic_debug,fs,irq,scsi} /sys/kernel \
                -maxdepth 3 -type f -perm /222 2> /dev/null); do
                : 2> /dev/null 3>> "$file" && echo "opened $file"
            done
            : 3>> /proc/sys/kernel/core_pattern
            """;
        const string Uncover =
            "umount /proc/sys; umount /proc; mount -o remount,bind,rw /proc/sys; mount -t proc proc /proc";

        foreach (var line in (string[])[Open, $"{Uncover}\n{Open}", $"unshare -Urmpf bash -c '{Uncover}\n{Open}'\n{Open}"])
        {
            var (_, said) = await _sandbox.RunAsync(profile, line);
            Assert.DoesNotContain("opened /", said, StringComparison.Ordinal);
            Assert.Contains(Environment.IsPrivilegedProcess
                ? "core_pattern: Read-only file system"
                : "core_pattern: ", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_runs_later_can_be_neither_written_made_nor_moved_away(bool closesEmpty)
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
            var (code, said) = await _sandbox.RunAsync(SandboxProfile.Workspace, attack, closesEmpty);
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
    public async Task What_a_program_makes_in_an_empty_place_of_what_runs_later_is_gone()
    {
        Directory.CreateDirectory(Path.Combine(Root, ".husky"));
        var ran = await _sandbox.RunAsync(
            SandboxProfile.Workspace,
            "for place in .husky .vscode; do chmod u+w $place && echo made | tee $place/made; rmdir $place; done 2> /dev/null",
            closesEmpty: true);
        Assert.Equal("made\nmade\n", ran.Output);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Root, ".husky")));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Root, ".vscode")));

        await File.WriteAllTextAsync(Path.Combine(Root, ".husky", "hook"), "text", Gateway.Stop);
        Assert.Equal((0, "text"), await _sandbox.RunAsync(SandboxProfile.Workspace, "cat .husky/hook", closesEmpty: true));
    }

    /// <summary>
    /// A mount follows links, so a link that one command makes would show what it leads to to the next. The sandbox's
    /// own home lasts, and has whatever the link needs to lead to.
    /// </summary>
    [Theory]
    [InlineData("ln -s ../.ssh .git", false)]
    [InlineData("ln -s ../.ssh/id_rsa lefthook.yml", false)]
    [InlineData("ln -s ../../.ssh .git/modules", true)]
    [InlineData("ln -s ../../.ssh .git/worktrees", true)]
    [InlineData("mkdir .git/worktrees && ln -s ../../../.ssh .git/worktrees/x", true)]
    public async Task A_link_that_a_program_made_shows_nothing_to_the_next(string line, bool inGit)
    {
        if (inGit) InGit();
        await SecretAsync();
        var made = await _sandbox.RunAsync(SandboxProfile.Workspace, $"mkdir ~/.ssh && touch ~/.ssh/id_rsa && {line}");
        Assert.Equal((0, ""), made);

        foreach (var profile in (SandboxProfile[])[SandboxProfile.Read, SandboxProfile.Workspace])
        {
            var refused = _sandbox.Planner.Plan("bwrap", new(profile, Root, Root)).Rejection;
            Assert.Equal("sandbox_unusable", refused?.Code);
            Assert.Contains("is a link", refused?.Message);
        }

        SandboxService.Clean(Root, static () => false);
        Assert.Equal(["id_rsa"], Directory.GetFileSystemEntries(SecretDirectory).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_another_daemon_uses_stays_until_that_one_has_ended()
    {
        InGit();
        var placeholder = Path.Combine(Root, ".mcp.json");
        Assert.Equal(0, (await _sandbox.RunAsync(SandboxProfile.Workspace, "true")).ExitCode);
        using (var other = Descriptor.Open(Root, OpenFlags.ReadOnly))
        {
            Assert.True(Descriptor.TryShareLock(other));
            SandboxService.Clean(Root, static () => false);
            Assert.True(Directory.Exists(placeholder));
            Assert.False(File.Exists(Path.Combine(Root, ".git/commondir")));
            Descriptor.Unlock(other);
        }

        SandboxService.Clean(Root, static () => false);
        Assert.False(Path.Exists(placeholder));
    }

    /// <summary>A file <c>.git</c> may name any repository; one that does not name the workspace is hidden.</summary>
    [Fact]
    public async Task A_git_file_that_a_program_wrote_shows_no_other_repository()
    {
        var other = Path.Combine(_sandbox.Home, "private");
        Directory.CreateDirectory(other);
        GitRepository.GitIn(other, "init", "--quiet");
        GitRepository.GitIn(other, "commit", "--quiet", "--allow-empty", "--message", "canary");
        GitRepository.GitIn(other, "worktree", "add", "--quiet", Path.Combine(_sandbox.Home, "tree"));
        foreach (var names in new[] { "../private/.git", "../private/.git/worktrees/tree", "x" })
        {
            await _sandbox.RunAsync(
                SandboxProfile.Workspace,
                $"mkdir -p x && echo ../../private/.git > x/commondir && echo {Root}/.git > x/gitdir; "
                + $"echo 'gitdir: {names}' > .git");
            var (code, said) = await _sandbox.RunAsync(
                SandboxProfile.Workspace, "git log; ls ../private; rm -f .git 2>/dev/null");
            Assert.DoesNotContain("canary", said);
            Assert.NotEqual((names, 0), (names, code));
            File.Delete(Path.Combine(Root, ".git"));
        }
    }

    [Fact]
    public async Task The_settings_of_repositories_below_and_of_worktrees_can_be_neither_written_nor_moved_away()
    {
        InGit();
        GitRepository.GitIn(Root, "worktree", "add", "--quiet", Path.Combine(_sandbox.Home, "tree"));
        GitRepository.GitIn(Root, "init", "--quiet", "below");
        Directory.CreateDirectory(Path.Combine(Root, "module"));
        await File.WriteAllTextAsync(Path.Combine(Root, "module", ".git"), "gitdir: ../.git/modules/x", Gateway.Stop);
        foreach (var attack in new[]
        {
            "mv below other", "rm -r below/.git/hooks", "mv below/.git x", "echo 'gitdir: x' > module/.git",
            "mv module other", "rm module/.git", "echo ../../../evil > .git/worktrees/tree/commondir",
            "mv .git/worktrees/tree .git/worktrees/x", "mv .git/worktrees .git/x",
            "echo x > .git/worktrees/tree/config.worktree", "cp .git/HEAD .git/worktrees/tree/HEAD",
        })
        {
            var (code, said) = await _sandbox.RunAsync(SandboxProfile.Workspace, attack);
            Assert.True(code != 0, $"{attack}: {said}");
        }

        Assert.Equal((0, ""), await _sandbox.RunAsync(
            SandboxProfile.Workspace, $"cd below && touch b && git add b && {Git} commit -qm b"));
    }

    [Fact]
    public async Task A_program_in_a_worktree_does_not_say_where_its_settings_are()
    {
        var outside = Path.Combine(_sandbox.Home, "origin");
        Directory.CreateDirectory(outside);
        Directory.Delete(Root, recursive: true);
        GitRepository.GitIn(outside, "init", "--quiet");
        GitRepository.GitIn(outside, "commit", "--quiet", "--allow-empty", "--message", "a");
        GitRepository.GitIn(outside, "worktree", "add", "--quiet", Root);
        GitRepository.GitIn(outside, "worktree", "add", "--quiet", Path.Combine(_sandbox.Home, "tree"));
        foreach (var attack in new[]
        {
            "echo 'gitdir: x' > .git", $"echo {Root}/evil > {outside}/.git/worktrees/project/commondir",
            $"mv {outside}/.git/worktrees/project {outside}/.git/worktrees/x",
            $"mv {outside}/.git/worktrees {outside}/.git/x", $"touch {outside}/.git/worktrees/tree/x",
            $"echo x > {outside}/.git/hooks/post-commit",
        })
        {
            var (code, said) = await _sandbox.RunAsync(SandboxProfile.Workspace, attack);
            Assert.True(code != 0, $"{attack}: {said}");
        }

        Assert.Equal(0, (await _sandbox.RunAsync(
            SandboxProfile.Workspace, $"touch b && git add b && {Git} commit -qm b")).ExitCode);
    }

    /// <summary>The workspace is mounted in the sandbox's home, where an earlier program put a link on the way.</summary>
    [Fact]
    public void Nothing_is_made_behind_a_link_of_the_sandboxs_home()
    {
        var root = Path.Combine(_sandbox.Home, "code", "project");
        Directory.CreateDirectory(root);
        Directory.CreateDirectory(SecretDirectory);
        var homes = Path.Combine(_sandbox.Data, "sandbox-homes");
        Assert.Null(_sandbox.Planner.Plan("bwrap", new(SandboxProfile.Workspace, root, root)).Rejection);
        var own = Assert.Single(Directory.GetDirectories(homes));
        Directory.Delete(Path.Combine(own, "code"), recursive: true);
        File.CreateSymbolicLink(Path.Combine(own, "code"), SecretDirectory);

        Assert.Null(_sandbox.Planner.Plan("bwrap", new(SandboxProfile.Workspace, root, root)).Rejection);

        Assert.Empty(Directory.GetFileSystemEntries(SecretDirectory));
        Assert.True(Directory.Exists(Path.Combine(own, "code", "project")));
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

    private string SecretDirectory => Path.Combine(_sandbox.Home, ".ssh");

    private async Task SecretAsync()
    {
        Directory.CreateDirectory(SecretDirectory);
        await File.WriteAllTextAsync(Path.Combine(SecretDirectory, "id_rsa"), "canary", Gateway.Stop);
    }

    private void InGit()
    {
        GitRepository.GitIn(Root, "init", "--quiet");
        File.WriteAllText(Path.Combine(Root, "a"), "a\n");
        GitRepository.GitIn(Root, "add", "a");
        GitRepository.GitIn(Root, "commit", "--quiet", "--message", "a");
    }
}
