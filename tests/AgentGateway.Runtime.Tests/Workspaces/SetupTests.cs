using AgentGateway.Runtime.Tests.Support;

namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>Setup scripts.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task The_repositorys_script_runs_in_the_worktree_with_its_environment()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        house.Repository.Write(".agw/setup.sh", "env > environment.txt\n");
        house.Repository.Commit("Setup");
        var made = await house.WorktreeAsync("set-up");
        var environment = File.ReadAllLines(Path.Combine(made.Directory, "environment.txt"));
        Assert.Contains("AGW_WORKSPACE=set-up", environment);
        Assert.Contains($"PORT={made.Ports.First}", environment);
        Assert.Contains($"AGW_REPOSITORY={house.Repository.Path}", environment);
        Assert.DoesNotContain(environment, line => line.StartsWith("CANARY=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_script_that_is_not_committed_does_not_run()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        house.Repository.Write(".gitignore", ".agw/\n");
        house.Repository.Write(".worktreeinclude", ".agw/\n");
        house.Repository.Commit("Ignored");
        house.Repository.Write(".agw/setup.sh", "touch ran\n");
        var made = await house.WorktreeAsync("untracked");
        Assert.True(File.Exists(Path.Combine(made.Directory, ".agw/setup.sh")));
        Assert.False(File.Exists(Path.Combine(made.Directory, "ran")));
    }

    [Fact]
    public async Task A_given_script_takes_the_place_of_the_repositorys_and_an_empty_one_too()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        house.Repository.Write(".agw/setup.sh", "touch own\n");
        house.Repository.Commit("Setup");
        var given = await house.CreateAsync(new("given", Repository: house.Repository.Path, Setup: "echo \"it's $AGW_WORKSPACE\" > given; env | grep -c AGW_SETUP > leak; true"));
        Assert.Equal(("it's given\n", "0\n", false), (File.ReadAllText(Path.Combine(given.Directory, "given")), File.ReadAllText(Path.Combine(given.Directory, "leak")),
            File.Exists(Path.Combine(given.Directory, "own"))));
        var none = await house.CreateAsync(new("none", Repository: house.Repository.Path, Setup: ""));
        Assert.False(File.Exists(Path.Combine(none.Directory, "own")));
    }

    [Fact]
    public async Task A_script_runs_with_the_program_that_its_first_line_names()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        house.Repository.Write(".agw/setup.sh", "#!/usr/bin/env bash\na=(1 2 3); echo \"${#a[@]}\" > counted\n");
        house.Repository.Commit("Setup");
        var made = await house.WorktreeAsync("bash");
        Assert.Equal("3\n", File.ReadAllText(Path.Combine(made.Directory, "counted")));
    }

    [Fact]
    public async Task A_script_that_fails_is_told_with_its_last_lines_and_its_directory_stays()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var refused = (await house.TryAsync(new("broken", Repository: house.Repository.Path,
            Setup: "for i in $(seq 1 500); do echo line $i; done; printf '\\033[31mred\\033[0m\\n' >&2; touch half; exit 3"))).Rejection!;
        Assert.Equal("setup_failed", refused.Code);
        Assert.Contains("exit code 3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 500", refused.Message, StringComparison.Ordinal);
        Assert.Contains("red", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', refused.Message);
        Assert.InRange(refused.Message.Length, 1, 4000);

        var failed = await house.GetAsync("broken");
        Assert.Equal(("failed", true), (failed.State, File.Exists(Path.Combine(failed.Directory, "half"))));
        Assert.Null(house.Workspaces.Find("broken"));
        Assert.Equal("name_taken", await house.RefusalAsync(new("broken", Repository: house.Repository.Path)));
        Assert.Null(await house.RemoveAsync("broken", force: true));
    }

    [Fact]
    public async Task A_script_that_takes_too_long_is_ended_with_all_it_started()
    {
        await using var house = await WorkspaceHouse.StartAsync(new() { SetupSeconds = 1 });
        var folder = house.Repository.Folder;
        var refused = (await house.TryAsync(new("slow", Repository: house.Repository.Path, Setup: $"sleep 1000 & echo $! > {folder}/child; wait"))).Rejection!;
        Assert.Equal("setup_failed", refused.Code);
        await Processes.EndedAsync(File.ReadAllText(Path.Combine(folder, "child")).Trim());
    }

    [Fact]
    public async Task What_a_script_leaves_running_holds_nobody_up()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var made = await house.CreateAsync(new("server", Repository: house.Repository.Path, Setup: "sleep 1000 & echo $! > .agw/child"));
        var child = int.Parse(File.ReadAllText(Path.Combine(made.Directory, ".agw/child")), System.Globalization.CultureInfo.InvariantCulture);
        using var process = System.Diagnostics.Process.GetProcessById(child);
        process.Kill();
    }

    [Fact]
    public async Task Nothing_is_waited_for_at_the_keyboard()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        Assert.Equal("ready", (await house.CreateAsync(new("reads", Repository: house.Repository.Path, Setup: "read answer || true; cat"))).State);
    }

    [Fact]
    public async Task Force_ends_the_making()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var folder = house.Repository.Folder;
        var pipe = Path.Combine(folder, "begun");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync(Gateway.Stop);
        var making = house.TryAsync(new("stuck", Repository: house.Repository.Path, Setup: $"echo $$ > {pipe}; sleep 1000"));
        var shell = (await File.ReadAllTextAsync(pipe, Gateway.Stop)).Trim();
        Assert.Equal("workspace_busy", (await house.RemoveAsync("stuck"))?.Code);
        Assert.Null(await house.RemoveAsync("stuck", force: true));
        Assert.Equal("workspace_removed", (await making).Rejection?.Code);
        await Processes.EndedAsync(shell);
        Assert.Empty((await house.Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces);
    }

    [Fact]
    public async Task A_script_that_a_stop_of_the_daemon_ended_is_not_run_again()
    {
        await using var house = await WorkspaceHouse.StartAsync();
        var folder = house.Repository.Folder;
        var pipe = Path.Combine(folder, "begun");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe])) await made.WaitForExitAsync(Gateway.Stop);
        var making = house.Workspaces.CreateAsync(Gateway.Operator, new("doubt", Repository: house.Repository.Path, Setup: $"echo x >> {folder}/runs; echo 1 > {pipe}; sleep 1000"), CancellationToken.None);
        await File.ReadAllTextAsync(pipe, Gateway.Stop);
        await house.Gateway.StopAsync();
        await house.Gateway.StartAgainAsync();
        while ((await house.GetAsync("doubt")).State == "creating") await Task.Yield();
        Assert.Equal("setup_in_doubt", (await house.GetAsync("doubt")).Failure?.Code);
        Assert.Equal("x\n", File.ReadAllText(Path.Combine(folder, "runs")));
        Assert.False(making.IsCompletedSuccessfully);
    }
}
