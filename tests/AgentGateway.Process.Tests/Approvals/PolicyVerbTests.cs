using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary><c>agw policy …</c>: what would be decided, and by which rule.</summary>
public sealed class PolicyVerbTests(DaemonFixture fixture)
{
    [Theory]
    [InlineData("deny", "svarog", """{"command":"rm -rf /"}""")]
    [InlineData("deny", "svarog", """{"argv":["find","/","-delete"]}""")]
    [InlineData("deny", "client", """{"command":"env sh -c 'rm -fr ~'"}""")]
    [InlineData("ask", "svarog", """{"command":"git push","sandbox":"open"}""")]
    [InlineData("allow", "svarog", """{"command":"git push"}""")]
    public async Task A_decision_comes_first_then_the_rule_and_why(string decision, string agent, string arguments)
    {
        var lines = (await RunAsync("policy", "test", agent, "run_command", arguments)).Succeeded().Split('\n');

        Assert.Equal(decision, lines[0]);
        Assert.StartsWith("rule  ", lines[1]);
        Assert.StartsWith("why   ", lines[2]);
    }

    [Fact]
    public async Task Arguments_that_are_no_object_are_refused()
    {
        (await RunAsync("policy", "test", "svarog", "run_command", "[1]")).RefusedWith("invalid_argument");
        (await RunAsync("policy", "test", "svarog", "run_command", "{")).RefusedWith("invalid_argument");
    }

    [Fact]
    public async Task The_lists_of_paths_are_shown_to_people_and_as_json()
    {
        var shown = (await RunAsync("policy", "places")).Succeeded();
        foreach (var path in new[] { "/proc", ".ssh", ".git/hooks", "~/.local/bin" })
            Assert.Contains($"\n  {path}\n", shown, StringComparison.Ordinal);

        var lists = JsonNode.Parse((await RunAsync("policy", "places", "--json")).Succeeded())!;
        var names = lists.AsObject().Select(list => list.Key);
        Assert.Equal(
            [
                "no_workspace", "secret", "runs_later_in_workspace", "deeper_bound", "deeper", "runs_later_at_home",
                "gateway",
            ],
            names);
        Assert.All(lists.AsObject().Where(list => list.Value is JsonArray), list => Assert.NotEmpty(list.Value!.AsArray()));
    }

    [Fact]
    public async Task What_runs_later_below_the_directory_is_shown_and_whether_it_goes_further()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["packages/a/.git"]);
        Assert.Contains($"Of these, in {folder.Path}\n  {folder["packages/a/.git"]}\n", await PlacesAsync());

        Directory.CreateDirectory(folder["1/2/3/4"]);
        Assert.Contains($"in {folder.Path}; it goes further than a sandbox looks", await PlacesAsync());

        async Task<string> PlacesAsync()
        {
            var start = Agw.Start("policy", "places", "--data", fixture.Daemon.Data);
            start.WorkingDirectory = folder.Path;
            return (await Agw.RunAsync(start)).Succeeded();
        }
    }

    [Fact]
    public async Task A_rule_that_a_person_writes_holds_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        string[] test =
        [
            "policy", "test", "svarog", "run_command", """{"command":"git push","sandbox":"open"}""",
            "--data", daemon.Data,
        ];
        Assert.StartsWith("ask\n", (await Agw.RunAsync(test)).Succeeded());

        await File.WriteAllTextAsync(
            Path.Combine(daemon.Data, "policy.yaml"),
            "rules:\n  - deny: run_command\n    id: no-push\n    command: git push *\n",
            Limits.Soon());

        await Eventually.TrueAsync(
            async () =>
                (await Agw.RunAsync(test)).Succeeded().StartsWith("deny\nrule  no-push\n", StringComparison.Ordinal),
            "the rule holds");
        Assert.Contains(
            "no-push",
            (await Agw.RunAsync("policy", "list", "--data", daemon.Data)).Succeeded(),
            StringComparison.Ordinal);
        (await Agw.RunAsync("policy", "revoke", "no-push", "--data", daemon.Data)).RefusedWith("unknown_rule");
    }

    [Fact]
    public async Task The_most_specific_rule_decides_and_among_equals_a_denial()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "appsettings.json"),
            """
            {"Policy": {"Sandbox": "strict", "Rules": [
              {"id": "by-settings", "allow": "run_command", "command": "make *"},
              {"id": "same", "allow": "run_command", "command": "cargo *"}
            ]}}
            """, Limits.Soon());
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "policy.yaml"),
            """
            sandbox: strict
            rules:
              - { id: same-no, deny: run_command, command: cargo * }
              - { id: clean, ask: run_command, command: make clean }
              - { id: all, deny: run_command, agent: weles }
            """, Limits.Soon());
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        foreach (var (agent, command, decision, rule) in new[]
        {
            ("svarog", "make test", "allow",
                "by-settings"), ("svarog", "make clean", "ask", "clean"), ("svarog", "cargo build", "deny", "same-no"),
            ("weles", "make test", "allow",
                "by-settings"), ("weles", "ls", "deny",
                    "all"), ("svarog", "make test; rm -rf ~", "deny", "floor:never"),
            ("svarog", "env make test", "allow", "default:R1"),
        })
        {
            var lines = (await Agw.RunAsync(
                "policy", "test", agent, "run_command", $$"""{"command":"{{command}}"}""", "--data",
                    daemon.Data)).Succeeded()
                .Split('\n');
            Assert.Equal((command, decision, $"rule  {rule}"), (command, lines[0], lines[1]));
        }

        var sent = await Agw.RunAsync("thread", "send", "/run cargo build", "--data", daemon.Data);
        Assert.Contains("same-no", sent.Succeeded());

        // What an older version read of sandboxes stops nothing, and is told.
        var doctor = (await Agw.RunAsync("doctor", "--data", daemon.Data)).Output;
        Assert.Contains("policy.yaml, line 1: the key \"sandbox\" has no effect any more.", doctor);
        Assert.Contains("Policy: the key \"sandbox\" has no effect any more.", doctor);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_makes_people_be_asked_and_is_seen_until_it_is_corrected()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        var file = Path.Combine(daemon.Data, "policy.yaml");
        string[] test =
        [
            "policy",
            "test",
            "svarog",
            "write_file",
            """{"path":"a.txt","content":""}""",
            "--data",
            daemon.Data,
        ];
        Assert.StartsWith("allow\n", (await Agw.RunAsync(test)).Succeeded());

        await File.WriteAllTextAsync(file, "rules:\n  - allow: read_file\n    comand: x\n", Limits.Soon());
        await Eventually.TrueAsync(
            async () => (await Agw.RunAsync(test)).Succeeded()
                .StartsWith("ask\nrule  broken:rules\n", StringComparison.Ordinal),
            "people are asked");
        Assert.Contains("line 3", (await Agw.RunAsync("policy", "list", "--data", daemon.Data)).Error);
        var doctor = await Agw.RunAsync("doctor", "--data", daemon.Data);
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("comand", doctor.Output);

        File.Delete(file);
        await Eventually.TrueAsync(
            async () => (await Agw.RunAsync(test)).Succeeded().StartsWith("allow\n", StringComparison.Ordinal),
            "the rules are in use again");
    }

    [Fact]
    public async Task An_unknown_name_is_told()
    {
        Assert.Contains(
            "no agent of the name nobody",
            (await RunAsync("policy", "test", "nobody", "run_command", """{"command":"ls"}""")).Succeeded());
        Assert.Contains("no tool of the name fly", (await RunAsync("policy", "test", "svarog", "fly")).Succeeded());
    }

    private Task<Finished> RunAsync(
        params string[] arguments) => Agw.RunAsync([.. arguments, "--data", fixture.Daemon.Data]);
}
