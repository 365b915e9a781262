using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy;

public sealed class PolicyEngineTests
{
    [Theory]
    [InlineData(RiskClass.R0, PolicyDecision.Allow)]
    [InlineData(RiskClass.R1, PolicyDecision.Allow)]
    [InlineData(RiskClass.R2, PolicyDecision.Ask)]
    [InlineData(RiskClass.R3, PolicyDecision.Ask)]
    [InlineData(RiskClass.R4, PolicyDecision.Deny)]
    public void Each_risk_has_its_default(RiskClass risk, PolicyDecision decision)
    {
        var verdict = Judge(Requests.Call("some_tool", risk));
        Assert.Equal((decision, risk, $"default:{risk}"), (verdict.Decision, verdict.Risk, verdict.Rule));
    }

    [Theory]
    [InlineData("session_create", RiskClass.R2, PolicyDecision.Allow)]
    [InlineData("thread_send", RiskClass.R1, PolicyDecision.Allow)]
    [InlineData("session_run", RiskClass.R3, PolicyDecision.Ask)]
    [InlineData("session_run", RiskClass.R4, PolicyDecision.Deny)]
    [InlineData("other_tool", RiskClass.R2, PolicyDecision.Ask)]
    public void A_direct_call_of_a_client_is_allowed_up_to_R2_because_its_own_user_was_asked(
        string tool, RiskClass risk, PolicyDecision decision) =>
        Assert.Equal(decision, Judge(Requests.Call(tool, risk, "client")).Decision);

    [Theory]
    [InlineData(PathUse.Read, "/home/me/project/a.txt", PolicyDecision.Allow, RiskClass.R0)]
    [InlineData(PathUse.Write, "/home/me/project/a.txt", PolicyDecision.Allow, RiskClass.R1)]
    [InlineData(PathUse.Write, "/home/me/project/.git/hooks/pre-commit", PolicyDecision.Ask, RiskClass.R2)]
    [InlineData(PathUse.Read, "/etc/passwd", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData(PathUse.Read, "/home/me/project/.env", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData(PathUse.Read, "/home/me/project/.env.example", PolicyDecision.Allow, RiskClass.R0)]
    [InlineData(PathUse.Write, "/home/me/projects/a.txt", PolicyDecision.Ask, RiskClass.R3)]
    [InlineData(PathUse.Read, "/home/me/.agentgateway/token", PolicyDecision.Deny, RiskClass.R4)]
    public void A_path_is_judged_by_where_it_leads(PathUse use, string path, PolicyDecision decision, RiskClass risk)
    {
        var verdict = Judge(Requests.Touching(use, path));
        Assert.Equal((decision, risk), (verdict.Decision, verdict.Risk));
    }

    [Theory]
    [InlineData(PathUse.Write, "/home/me/.agentgateway/policy.yaml")]
    [InlineData(PathUse.Delete, "/")]
    [InlineData(PathUse.Delete, "/home/me")]
    [InlineData(PathUse.Delete, "/home")]
    [InlineData(PathUse.Delete, "/home/me/.agentgateway")]
    public void No_rule_and_no_person_lifts_a_hard_deny(PathUse use, string path)
    {
        var rules =
            PolicyRules.Shipped.With([new("mine", PolicyDecision.Allow, PolicySource.File) { UpTo = RiskClass.R4 }]);
        var verdict = PolicyEngine.Judge(Requests.Touching(use, path) with { Local = true }, rules);
        Assert.True(verdict.IsHardDeny);
        Assert.Equal(PolicyDecision.Deny, verdict.Decision);
    }

    [Fact]
    public void A_client_may_look_where_its_user_may()
    {
        Assert.Equal(
            PolicyDecision.Allow,
            Judge(Requests.Touching(PathUse.Read, "/srv/project") with { Agent = "client", Tool = "workspace_create" })
                .Decision);
        Assert.Equal(
            PolicyDecision.Ask,
            Judge(Requests.Touching(PathUse.Read, "/home/me/.ssh") with { Agent = "client", Tool = "workspace_create" })
                .Decision);
        Assert.Equal(
            PolicyDecision.Ask,
            Judge(Requests.Touching(PathUse.Write, "/srv/project") with { Agent = "client", Tool = "workspace_create" })
                .Decision);
    }

    [Fact]
    public void The_most_specific_rule_decides_and_the_strictest_among_equals()
    {
        PolicyRule[] rules =
        [
            new("all", PolicyDecision.Deny, PolicySource.File),
            new("tool", PolicyDecision.Ask, PolicySource.File) { Tool = "write_*" },
            new("agent and tool", PolicyDecision.Allow, PolicySource.File) { Tool = "write_file", Agent = "rarog" },
            new("path", PolicyDecision.Deny, PolicySource.File) { Path = "src/**" },
            new("closer path", PolicyDecision.Allow, PolicySource.File) { Path = "src/docs/*" },
            new("as close", PolicyDecision.Ask, PolicySource.File) { Path = "src/docs/*" },
        ];
        Assert.Equal("agent and tool", Of("/home/me/project/a"));
        Assert.Equal("path", Of("/home/me/project/src/a"));
        Assert.Equal("as close", Of("/home/me/project/src/docs/a"));
        Assert.Equal("all", PolicyEngine.Judge(Requests.Call("other", RiskClass.R0), new(rules)).Rule);

        string Of(string path) => PolicyEngine.Judge(Requests.Touching(PathUse.Write, path), new(rules)).Rule;
    }

    [Fact]
    public void An_allowing_rule_reaches_R3_only_where_it_says_so_and_R4_never()
    {
        var allow = new PolicyRule("mine", PolicyDecision.Allow, PolicySource.File);
        Assert.Equal("default:R3", PolicyEngine.Judge(Requests.Call("a", RiskClass.R3), new([allow])).Rule);
        Assert.Equal(
            "mine",
            PolicyEngine.Judge(Requests.Call("a", RiskClass.R3), new([allow with { UpTo = RiskClass.R3 }])).Rule);
        Assert.Equal(
            PolicyDecision.Deny,
            PolicyEngine.Judge(Requests.Call("a", RiskClass.R4), new([allow with { UpTo = RiskClass.R4 }])).Decision);
    }

    [Fact]
    public void A_remembered_approval_allows_what_would_be_asked_and_never_what_is_denied()
    {
        var call = Requests.Call("fetch_url", RiskClass.R2);
        var remembered = PolicyRule.Remember("rul_1", call, Judge(call), forThread: false);
        Assert.Equal((PolicyDecision.Allow, "rul_1"), Of(call, remembered));
        Assert.Equal(PolicyDecision.Ask, Of(call with { Arguments = "{\"url\":1}" }, remembered).Decision);
        Assert.Equal(PolicyDecision.Ask, Of(call with { Agent = "svarog" }, remembered).Decision);
        Assert.Equal(PolicyDecision.Ask, Of(call with { BaseRisk = RiskClass.R3 }, remembered).Decision);
        Assert.Equal(
            (PolicyDecision.Deny, "no"),
            Of(call, remembered, new("no", PolicyDecision.Deny, PolicySource.File) { Tool = "fetch_*" }));

        static (PolicyDecision Decision, string Rule) Of(PolicyRequest request, params PolicyRule[] rules)
        {
            var verdict = PolicyEngine.Judge(request, PolicyRules.Shipped.With(rules));
            return (verdict.Decision, verdict.Rule);
        }
    }

    [Fact]
    public void An_approval_for_a_thread_holds_in_that_thread_only()
    {
        var call = Requests.Call("fetch_url", RiskClass.R2) with { Thread = "thr_1" };
        var rules = PolicyRules.Shipped.With([PolicyRule.Remember("rul_1", call, Judge(call), forThread: true)]);
        Assert.Equal(PolicyDecision.Allow, PolicyEngine.Judge(call, rules).Decision);
        Assert.Equal(PolicyDecision.Ask, PolicyEngine.Judge(call with { Thread = "thr_2" }, rules).Decision);
    }

    [Fact]
    public void Rules_that_cannot_be_read_allow_nothing_that_they_might_forbid()
    {
        var rules = PolicyRules.Shipped with { Broken = "line 3" };
        Assert.Equal(
            PolicyDecision.Ask,
            PolicyEngine.Judge(Requests.Touching(PathUse.Write, "/home/me/project/a"), rules).Decision);
        Assert.Equal(
            PolicyDecision.Allow, PolicyEngine.Judge(Requests.Call("thread_list", RiskClass.R0), rules).Decision);
        Assert.Equal(PolicyDecision.Deny, PolicyEngine.Judge(Requests.Call("a", RiskClass.R4), rules).Decision);
    }

    private static PolicyVerdict Judge(PolicyRequest request) => PolicyEngine.Judge(request, PolicyRules.Shipped);
}
