using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// <c>claude -p --permission-prompt-tool mcp__agw__permission_prompt</c>, as the real program does it.
/// </summary>
public sealed class PermissionPromptTests(DaemonFixture fixture)
{
    [Fact]
    public async Task A_call_that_policy_allows_runs_without_a_request()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        await using var claude = await ClaudeCode.PrepareAsync(daemon);
        Assert.Equal("The note is written.", await claude.AskAsync("Please write a note"));
        Assert.Equal("noted", await File.ReadAllTextAsync(Path.Combine(claude.Directory, "note.txt"), Limits.Soon()));

        await File.WriteAllTextAsync(
            Path.Combine(daemon.Data, "policy.yaml"),
            "rules:\n  - allow: Bash\n    agent: client\n    id: touching\n    command: touch *\n    up_to: R3\n",
            Limits.Soon());
        await Eventually.TrueAsync(
            async () => (await Agw.RunAsync("policy", "list", "--data", daemon.Data)).Succeeded()
                .Contains("touching", StringComparison.Ordinal),
            "the rule holds");
        Assert.Equal("The rule let me.", await claude.AskAsync("Please run the rule"));
        Assert.True(File.Exists(Path.Combine(claude.Directory, "by-rule")));
        Assert.Empty(await claude.ApprovalsAsync("--all"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_reaches_further_waits_until_the_operator_approves_it(bool http)
    {
        await using var claude = await ClaudeCode.PrepareAsync(fixture.Daemon, http);
        var said = await claude.AskAsync("Please copy the key", async () =>
        {
            var asked = await claude.PromptAsync();
            Assert.Equal(
                ("Bash", "R3", "client:claude-code"), ((string?)asked["tool"], (string?)asked["risk"], (string?)asked["agent"]));
            Assert.False(File.Exists(claude.Copied));
            (await DecideAsync("approve", asked)).Succeeded();
        });
        Assert.Equal("It is copied.", said);
        Assert.True(File.Exists(claude.Copied));
        Assert.Equal("approved", (string?)Assert.Single(await claude.ApprovalsAsync("--all"))["state"]);
    }

    [Fact]
    public async Task What_is_denied_does_not_run_and_its_model_hears_why()
    {
        await using var claude = await ClaudeCode.PrepareAsync(fixture.Daemon);
        var said = await claude.AskAsync(
            "Please copy the key",
            async () => (await DecideAsync("deny", await claude.PromptAsync(), "not on a Friday")).Succeeded());
        Assert.Equal("I was told: not on a Friday.", said);
        Assert.False(File.Exists(claude.Copied));
    }

    [Fact]
    public async Task A_call_that_no_approval_could_permit_is_refused_without_a_request()
    {
        await using var claude = await ClaudeCode.PrepareAsync(fixture.Daemon);
        Assert.Equal("That can never be approved.", await claude.AskAsync("Please delete everything"));
        Assert.Empty(await claude.ApprovalsAsync("--all"));
    }

    [Fact]
    public async Task A_request_of_a_claude_that_is_gone_is_not_decided()
    {
        await using var claude = await ClaudeCode.PrepareAsync(fixture.Daemon);
        using (var process = await claude.StartAsync("Please copy the key"))
        {
            await claude.PromptAsync();
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Limits.Soon());
        }

        await Eventually.TrueAsync(
            async () => (string?)(await claude.ApprovalsAsync("--all")).Single()["state"] == "cancelled",
            "the approval is withdrawn");
    }

    private Task<Finished> DecideAsync(string verb, JsonNode approval, params string[] reason) =>
        Agw.RunAsync([verb, (string)approval["id"]!, .. reason, "--data", fixture.Daemon.Data]);
}
