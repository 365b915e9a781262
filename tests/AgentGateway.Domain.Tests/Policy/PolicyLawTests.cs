using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy;

/// <summary>What holds for any rules and any call.</summary>
public sealed class PolicyLawTests
{
    private static readonly string?[] Agents = [null, "*", "rarog", "ra*", "svarog"];
    private static readonly string?[] Tools = [null, "*", "write_file", "write_*", "read_file"];
    private static readonly string?[] Paths = [null, "src/**", "src/a/*", "**", "other/*"];

    private static readonly PolicyRequest[] Calls =
    [
        Requests.Touching(PathUse.Write, "/home/me/project/src/a/x"),
        Requests.Touching(PathUse.Read, "/home/me/project/src/b"),
        Requests.Touching(PathUse.Write, "/etc/hosts"),
        Requests.Touching(PathUse.Write, "/home/me/.agentgateway/policy.yaml"),
        Requests.Running("make test", new([["make", "test"]], [], ["make runs what its words do not say"])
        {
            Argv = ["make", "test"],
        }),
        Requests.Running("gcc x.c", new([["gcc", "x.c"]], [], []) { Argv = ["gcc", "x.c"] }),
        Requests.Running("rm -rf /", new([["rm", "-rf", "/"]], [new("/", "/", PathUse.Delete)], [])
        {
            HardDeny = "it would delete the root directory: /", Argv = ["rm", "-rf", "/"],
        }),
        Requests.Running("cat ~/.ssh/id_rsa", new(
            [["cat", "/home/me/.ssh/id_rsa"]],
            [new("/home/me/.ssh/id_rsa", "/home/me/.ssh/id_rsa", PathUse.Read)],
            ["/home/me/.ssh/id_rsa looks like a secret"])),
        Requests.Call("write_file", RiskClass.R4),
    ];

    [Fact]
    public void Deny_wins_the_closest_decides_and_no_rule_lifts_a_hard_deny_or_R4() =>
        Fuzz.Check(5_000, 12, Fuzz.Numbers(1 << 20), numbers =>
    {
        var rules = numbers.Select((number, index) => RuleOf(number, index)).ToList();
        foreach (var call in Calls)
        {
            var verdict = PolicyEngine.Judge(call, new(rules));
            var plain = PolicyEngine.Judge(call, new([]));
            Assert.Equal((plain.Risk, plain.IsHardDeny), (verdict.Risk, verdict.IsHardDeny));
            if (plain.IsHardDeny) Assert.Equal(PolicyDecision.Deny, verdict.Decision);
            if (plain.IsHardDeny) continue;

            // R4 may be asked about where a rule says so, and then at the local command line; no rule allows it.
            if (verdict.Risk == RiskClass.R4) Assert.NotEqual(PolicyDecision.Allow, verdict.Decision);

            // A rule that forbids all of it, as closely as can be said, is the end of it; one that allows as closely is
            // no way round it.
            var forbid = new PolicyRule(
                "forbid", PolicyDecision.Deny, PolicySource.Settings)
                {
                    Agent = call.Agent,
                    Tool = call.Tool,
                    Arguments = call.Arguments,
                    Argv = verdict.Argv,
                    Exact = verdict.Argv is not null,
                };
            Assert.Equal(
                PolicyDecision.Deny,
                PolicyEngine.Judge(
                    call,
                    new([.. rules, forbid, forbid with
                    {
                        Id = "allow",
                        Decision = PolicyDecision.Allow,
                        Source = PolicySource.File,
                        UpTo = RiskClass.R4,
                    }]))
                        .Decision);

            // One that allows everything, and says nothing more, changes only what nothing else decided, and nothing
            // that is R3.
            var loosened =
                PolicyEngine.Judge(call, new([.. rules, new("everything", PolicyDecision.Allow, PolicySource.File)]));
            Assert.True(
                loosened.Decision == verdict.Decision
                    || (loosened.Rule == "everything"
                        && verdict.Risk <= RiskClass.R2
                        && verdict.Rule.StartsWith("default:", StringComparison.Ordinal)),
                $"{verdict.Rule} became {loosened.Rule}");

            // What was approved for later turns a question into a yes, up to R2, and nothing else.
            var remembered = PolicyEngine.Judge(
                call, new([.. rules, PolicyRule.Remember("remembered", call, plain, forThread: false)]));
            Assert.True(
                remembered.Decision == verdict.Decision
                    || (verdict is { Decision: PolicyDecision.Ask, Risk: <= RiskClass.R2 }
                        && remembered.Rule == "remembered"));
        }
    });

    private static PolicyRule RuleOf(int number, int index) =>
        new($"rule{index}", (PolicyDecision)(number % 3), (PolicySource)(number / 3 % 3))
    {
        Agent = Agents[number / 9 % 5],
        Tool = Tools[number / 45 % 5],
        Path = Paths[number / 225 % 5],
        UpTo = number / 1125 % 3 == 0 ? (RiskClass)(number / 3375 % 5) : null,
    };
}
