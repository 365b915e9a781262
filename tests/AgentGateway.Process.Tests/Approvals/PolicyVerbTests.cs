using AgentGateway.Process.Tests.Hall;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Approvals;

/// <summary><c>agw policy …</c>: what would be decided, and by which rule.</summary>
public sealed class PolicyVerbTests(DaemonFixture fixture)
{
    [Theory]
    [InlineData("deny", "svarog", """{"command":"rm -rf /"}""")]
    [InlineData("deny", "svarog", """{"argv":["find","/","-delete"]}""")]
    [InlineData("deny", "client", """{"command":"env sh -c 'rm -fr ~'"}""")]
    [InlineData("ask", "svarog", """{"command":"git push"}""")]
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
    public async Task A_rule_that_somebody_writes_holds_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        string[] test = ["policy", "test", "svarog", "run_command", """{"command":"git push"}""", "--data", daemon.Data];
        Assert.StartsWith("ask\n", (await Agw.RunAsync(test)).Succeeded());

        await File.WriteAllTextAsync(Path.Combine(daemon.Data, "policy.yaml"), "rules:\n  - deny: run_command\n    id: no-push\n    command: git push *\n", Limits.Soon());

        await Eventually.AsyncTrue(async () => (await Agw.RunAsync(test)).Succeeded().StartsWith("deny\nrule  no-push\n", StringComparison.Ordinal), "the rule holds");
        Assert.Contains("no-push", (await Agw.RunAsync("policy", "list", "--data", daemon.Data)).Succeeded(), StringComparison.Ordinal);
        (await Agw.RunAsync("policy", "revoke", "no-push", "--data", daemon.Data)).RefusedWith("unknown_rule");
    }

    private Task<Finished> RunAsync(params string[] arguments) => Agw.RunAsync([.. arguments, "--data", fixture.Daemon.Data]);
}
