using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Tests.Policy;

public sealed class PolicyServiceTests
{
    [Theory]
    [InlineData("rarog", "read_file", """{"path":"a.txt"}""", "allow", "R0")]
    [InlineData("rarog", "read_file", """{"path":"/etc/passwd"}""", "ask", "R3")]
    [InlineData("main", "run_command", """{"command":"ls"}""", "allow", "R1")]
    [InlineData("main", "run_command", """{"command":"ls","sandbox":"open"}""", "ask", "R3")]
    [InlineData("main", "run_command", """{"command":"ls","sandbox":"read"}""", "allow", "R0")]
    [InlineData("rarog", "run_command", """{"command":"rm -fr /"}""", "deny", "R3")]
    [InlineData("rarog", "run_command", """{"command":"env sh -c ls","sandbox":"network"}""", "allow", "R1")]
    [InlineData("client", "session_run", """{"command":"ls"}""", "allow", "R1")]
    [InlineData("client", "session_run", """{"command":"sudo ls","sandbox":"open"}""", "ask", "R3")]
    [InlineData("client", "session_create", """{"command":"bash"}""", "allow", "R1")]
    [InlineData("client", "session_send", """{"session_id":"x","text":"it's","submit":true}""", "allow", "R2")]
    [InlineData("client", "thread_send", """{"text":"hello"}""", "allow", "R1")]
    [InlineData("client:claude-code", "session_run", """{"command":"ls"}""", "allow", "R1")]
    [InlineData("client:Claude Code", "session_run", """{"command":"sudo ls","sandbox":"open"}""", "ask", "R3")]
    [InlineData("operator", "run_command", """{"command":"sudo ls"}""", "allow", "R3")]
    [InlineData("operator", "run_command", """{"command":"rm -rf ~"}""", "deny", "R3")]
    [InlineData("nobody-knows", "unheard_of", "", "ask", "R2")]
    public async Task Policy_says_what_it_would_say(
        string agent, string tool, string arguments, string decision, string risk)
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Gate = new() { Zones = new("/home/me", ["/home/me/data"], []) } });
        if (gateway.Runtime.Sandboxes.Unusable is { } missing) Assert.Skip(missing.Message);
        var judged = gateway.Runtime.Policy.Test(new(Principal.Operator, gateway.Home), agent, tool, arguments).Value;
        Assert.Equal((decision, risk), (judged.Decision, judged.Risk));
        Assert.NotEmpty(judged.Rule);
        Assert.NotEmpty(judged.Why);
        Assert.Empty((await gateway.Runtime.Approvals.ListAsync(new(), Gateway.Stop)).Value.Approvals);
    }

    [Fact]
    public async Task The_rule_that_would_decide_is_named()
    {
        PolicyRule[] rules =
        [
            new("no-make", PolicyDecision.Deny, PolicySource.File) { Argv = ["make", "*"], Reason = "it is slow" },
        ];
        await using var gateway = await Gateway.StartAsync(
            new() { Gate = new() { Rules = () => PolicyRules.Shipped.With(rules) } });
        var judged = gateway.Runtime.Policy.Test(
            new(Principal.Operator, gateway.Home), "rarog", "run_command", """{"argv":["make","all"]}""").Value;
        Assert.Equal(("deny", "no-make", "it is slow"), (judged.Decision, judged.Rule, judged.Why));
    }

    [Fact]
    public async Task A_rule_about_one_client_is_found_by_the_name_of_that_client()
    {
        PolicyRule[] rules =
        [
            new("claude", PolicyDecision.Deny, PolicySource.File) { Agent = "client:claude-code" },
            new("all", PolicyDecision.Ask, PolicySource.File) { Agent = "client", Tool = "thread_*" },
        ];
        await using var gateway = await Gateway.StartAsync(
            new() { Gate = new() { Rules = () => PolicyRules.Shipped.With(rules) } });
        Assert.Equal(("deny", "claude"), Test("client:claude-code"));
        Assert.Equal(("ask", "all"), Test("client:codex"));
        Assert.Equal(("ask", "all"), Test("client"));
        Assert.Equal(
            "invalid_argument",
            gateway.Runtime.Policy.Test(
                new(Principal.Operator, gateway.Home), "client:", "thread_send", "{}").Rejection?.Code);

        (string, string) Test(string agent)
        {
            var judged = gateway.Runtime.Policy.Test(
                new(Principal.Operator, gateway.Home), agent, "thread_send", """{"text":"hello"}""").Value;
            return (judged.Decision, judged.Rule);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"command":7}""")]
    public async Task What_is_no_call_is_said(string arguments)
    {
        await using var gateway = await Gateway.StartAsync();
        Assert.Equal(
            "invalid_argument",
            gateway.Runtime.Policy.Test(
                new(Principal.Operator, gateway.Home), "rarog", "run_command", arguments).Rejection?.Code);
    }
}
