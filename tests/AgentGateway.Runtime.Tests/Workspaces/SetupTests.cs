using System.Globalization;

namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>Setup scripts.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task The_repositorys_script_runs_in_the_worktree_with_its_environment()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write(".agw/setup.sh", "env > environment.txt\n");
        gateway.Repository.Commit("Setup");
        var made = await gateway.WorktreeAsync("set-up");
        var environment = File.ReadAllLines(Path.Combine(made.Directory, "environment.txt"));
        Assert.Contains("AGW_WORKSPACE=set-up", environment);
        Assert.Contains($"PORT={made.Ports.First}", environment);
        Assert.Contains($"AGW_REPOSITORY={gateway.Repository.Path}", environment);
        Assert.DoesNotContain(environment, line => line.StartsWith("CANARY=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_script_that_is_not_committed_does_not_run()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write(".gitignore", ".agw/\n");
        gateway.Repository.Write(".worktreeinclude", ".agw/\n");
        gateway.Repository.Commit("Ignored");
        gateway.Repository.Write(".agw/setup.sh", "touch ran\n");
        var made = await gateway.WorktreeAsync("untracked");
        Assert.True(File.Exists(Path.Combine(made.Directory, ".agw/setup.sh")));
        Assert.False(File.Exists(Path.Combine(made.Directory, "ran")));
    }

    [Fact]
    public async Task A_given_script_takes_the_place_of_the_repositorys_and_an_empty_one_too()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write(".agw/setup.sh", "touch own\n");
        gateway.Repository.Commit("Setup");
        var given = await gateway.CreateAsync(
            new("given", Repository: gateway.Repository.Path,
                Setup: "echo \"it's $AGW_WORKSPACE\" > given; env | grep -c AGW_SETUP > leak; true"));
        Assert.Equal(
            ("it's given\n", "0\n",
                false), (File.ReadAllText(Path.Combine(given.Directory, "given")),
                    File.ReadAllText(Path.Combine(given.Directory, "leak")),
            File.Exists(Path.Combine(given.Directory, "own"))));
        var none = await gateway.CreateAsync(new("none", Repository: gateway.Repository.Path, Setup: ""));
        Assert.False(File.Exists(Path.Combine(none.Directory, "own")));
    }

    [Fact]
    public async Task A_script_runs_with_the_program_that_its_first_line_names()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        gateway.Repository.Write(".agw/setup.sh", "#!/usr/bin/env bash\na=(1 2 3); echo \"${#a[@]}\" > counted\n");
        gateway.Repository.Commit("Setup");
        var made = await gateway.WorktreeAsync("bash");
        Assert.Equal("3\n", File.ReadAllText(Path.Combine(made.Directory, "counted")));
    }

    [Fact]
    public async Task A_script_that_fails_is_told_with_its_last_lines_and_its_directory_stays()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var refused = (await gateway.TryAsync(new("broken", Repository: gateway.Repository.Path,
            Setup: "for i in $(seq 1 500); do echo line $i; done; printf '\\033[31mred\\033[0m\\n' >&2; touch half; "
                + "exit 3"))).Rejection!;
        Assert.Equal("setup_failed", refused.Code);
        Assert.Contains("exit code 3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 500", refused.Message, StringComparison.Ordinal);
        Assert.Contains("red", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', refused.Message);
        Assert.InRange(refused.Message.Length, 1, 4000);

        var failed = await gateway.GetAsync("broken");
        Assert.Equal(("failed", true), (failed.State, File.Exists(Path.Combine(failed.Directory, "half"))));
        Assert.Null(gateway.Workspaces.Find("broken"));
        Assert.Equal("name_taken", await gateway.RefusalAsync(new("broken", Repository: gateway.Repository.Path)));
        Assert.Null(await gateway.RemoveAsync("broken", force: true));
    }

    [Fact]
    public async Task A_script_that_takes_too_long_is_ended_with_all_it_started()
    {
        await using var gateway = await GatewayWithRepository.StartAsync(new() { SetupSeconds = 1 });
        var folder = gateway.Repository.Folder;
        var refused = (await gateway.TryAsync(
            new("slow", Repository: gateway.Repository.Path,
                Setup: $"sleep 1000 & echo $! > {folder}/child; wait"))).Rejection!;
        Assert.Equal("setup_failed", refused.Code);
        await Processes.EndedAsync(
            int.Parse(File.ReadAllText(Path.Combine(folder, "child")), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_process_that_a_script_leaves_running_delays_no_set_up()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var made = await gateway.CreateAsync(
            new("server", Repository: gateway.Repository.Path, Setup: "sleep 1000 & echo $! > .agw/child"));
        var child = int.Parse(
            File.ReadAllText(Path.Combine(made.Directory, ".agw/child")), CultureInfo.InvariantCulture);
        using var process = System.Diagnostics.Process.GetProcessById(child);
        process.Kill();
    }

    [Fact]
    public async Task Nothing_is_waited_for_at_the_keyboard()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        Assert.Equal(
            "ready",
            (await gateway.CreateAsync(
                new("reads", Repository: gateway.Repository.Path, Setup: "read answer || true; cat"))).State);
    }

    [Fact]
    public async Task Force_ends_the_making()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var folder = gateway.Repository.Folder;
        var pipe = Path.Combine(folder, "begun");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync(Gateway.Stop);
        var making = gateway.TryAsync(
            new("stuck", Repository: gateway.Repository.Path, Setup: $"echo $$ > {pipe}; sleep 1000"));
        var shell = (await File.ReadAllTextAsync(pipe, Gateway.Stop)).Trim();
        Assert.Equal("workspace_busy", (await gateway.RemoveAsync("stuck"))?.Code);
        Assert.Null(await gateway.RemoveAsync("stuck", force: true));
        Assert.Equal("workspace_removed", (await making).Rejection?.Code);
        await Processes.EndedAsync(int.Parse(shell, CultureInfo.InvariantCulture));
        Assert.Empty((await gateway.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces);
    }

    [Fact]
    public async Task A_script_that_a_stop_of_the_daemon_ended_is_not_run_again()
    {
        await using var gateway = await GatewayWithRepository.StartAsync();
        var folder = gateway.Repository.Folder;
        var pipe = Path.Combine(folder, "begun");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync(Gateway.Stop);
        var making = gateway.Workspaces.CreateAsync(
            Gateway.Operator,
            new("doubt", Repository: gateway.Repository.Path,
                Setup: $"echo x >> {folder}/runs; echo 1 > {pipe}; sleep 1000"),
            CancellationToken.None);
        await File.ReadAllTextAsync(pipe, Gateway.Stop);
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await Eventually.TrueAsync(async () => (await gateway.GetAsync("doubt")).State != "creating");
        Assert.Equal("setup_in_doubt", (await gateway.GetAsync("doubt")).Failure?.Code);
        Assert.Equal("x\n", File.ReadAllText(Path.Combine(folder, "runs")));
        Assert.False(making.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_is_being_made_when_a_copy_is_taken_is_given_up_in_the_copy_and_goes_on_here()
    {
        await using var gateway = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite });
        using var repository = GitRepository.Create();
        var pipe = Path.Combine(repository.Folder, "begun");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync(Gateway.Stop);
        var making = gateway.Runtime.Workspaces.CreateAsync(
            Gateway.Operator,
            new("left", Repository: repository.Path, Setup: $"echo $$ > {pipe}; while [ ! -e go ]; do sleep 0.05; done"),
            Gateway.Stop);
        var shell = int.Parse((await File.ReadAllTextAsync(pipe, Gateway.Stop)).Trim(), CultureInfo.InvariantCulture);
        var copy = Path.Combine(gateway.Folder, "restored");
        Directory.CreateDirectory(copy);
        await gateway.Store.Store.CopyAsync(Path.Combine(copy, "agentgateway.db"), Gateway.Stop);
        await using (var restored = await Gateway.StartWithAsync(new() { Store = StoreKind.Sqlite }, copy))
        {
            var left = Assert.Single(
                (await restored.Runtime.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces);
            Assert.Equal(("failed", "workspace_left_elsewhere"), (left.State, left.Failure?.Code));
            Assert.True(Processes.IsRunning(shell));
        }

        var directory = Assert.Single((await gateway.Runtime.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces)
            .Directory;
        await File.WriteAllTextAsync(Path.Combine(directory, "go"), "", Gateway.Stop);
        Assert.Equal("ready", (await making).Value.Workspace.State);
    }
}
