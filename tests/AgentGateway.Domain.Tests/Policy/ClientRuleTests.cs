using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy;

/// <summary>Rules about clients by the name that they give themselves, which is a claim.</summary>
public sealed class ClientRuleTests
{
    private const string Claude = "client:claude-code";
    private const string Codex = "client:codex";

    [Theory]
    [InlineData("client", "client", true)]
    [InlineData("client", Claude, true)]
    [InlineData(Claude, Claude, true)]
    [InlineData(Claude, Codex, false)]
    [InlineData(Claude, "client", false)]
    [InlineData("client:claude*", Claude, true)]
    [InlineData("client:*", "client", false)]
    [InlineData("client:*", Codex, true)]
    [InlineData("*", Claude, true)]
    [InlineData("rarog", Claude, false)]
    [InlineData("client", "rarog", false)]
    public void A_rule_for_client_fits_every_client_and_one_with_a_name_fits_that_name(
        string pattern, string agent, bool fits)
    {
        var rule = Rule("rule", PolicyDecision.Deny, pattern, "some_tool");
        Assert.Equal(fits, Judge(agent, "some_tool", RiskClass.R0, rule).Rule == "rule");
    }

    [Theory]
    [InlineData("session_run", RiskClass.R2, PolicyDecision.Allow)]
    [InlineData("session_run", RiskClass.R3, PolicyDecision.Ask)]
    [InlineData("other_tool", RiskClass.R2, PolicyDecision.Ask)]
    [InlineData("policy_change", RiskClass.R4, PolicyDecision.Deny)]
    public void A_client_with_a_name_may_what_one_without_may(string tool, RiskClass risk, PolicyDecision decision)
    {
        Assert.Equal(decision, Judge(Claude, tool, risk).Decision);
        Assert.Equal(decision, Judge("client", tool, risk).Decision);
    }

    [Fact]
    public void A_client_with_a_name_may_look_where_one_without_may() =>
        Assert.Equal(
            PolicyDecision.Allow,
            PolicyEngine.Judge(
                Requests.Touching(PathUse.Read, "/srv/project") with { Agent = Claude, Tool = "workspace_create" },
                PolicyRules.Shipped).Decision);

    [Fact]
    public void Everything_can_be_forbidden_to_one_client()
    {
        var rule = Rule("not codex", PolicyDecision.Deny, Codex);
        Assert.Equal("not codex", Judge(Codex, "session_run", RiskClass.R1, rule).Rule);
        Assert.Equal(PolicyDecision.Allow, Judge(Claude, "session_run", RiskClass.R1, rule).Decision);
    }

    [Fact]
    public void A_name_does_not_lift_what_is_forbidden_to_every_client()
    {
        var denied = Rule("no client", PolicyDecision.Deny, "client", "session_run");
        var allowed = Rule("but claude", PolicyDecision.Allow, Claude, "session_run");
        Assert.Equal("no client", Judge(Claude, "session_run", RiskClass.R1, denied, allowed).Rule);
    }

    [Fact]
    public void What_is_allowed_by_a_name_says_what_that_rests_on()
    {
        var rule = Rule("claude", PolicyDecision.Allow, Claude, "other_tool");
        Assert.Contains(
            Judge(Claude, "other_tool", RiskClass.R2, rule).Facts,
            fact => fact.Contains("the name that the client gives itself", StringComparison.Ordinal));
        Assert.Empty(
            Judge(
                Claude, "other_tool", RiskClass.R2, Rule("all", PolicyDecision.Allow, "client", "other_tool")).Facts);
    }

    private static PolicyRule Rule(string id, PolicyDecision decision, string agent, string? tool = null) =>
        new(id, decision, PolicySource.File) { Agent = agent, Tool = tool };

    private static PolicyVerdict Judge(string agent, string tool, RiskClass risk, params PolicyRule[] rules) =>
        PolicyEngine.Judge(Requests.Call(tool, risk, agent), PolicyRules.Shipped.With(rules));
}
