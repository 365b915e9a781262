using AgentGateway.Domain.Clients;

namespace AgentGateway.Domain.Policy;

/// <summary>
/// Decides what may be done with a call: first the hard denies, which no rule and no person lifts; then R4, which only
/// the person at the local command line may do; then the most specific rule that fits, the strictest among equals; then
/// the default of the risk. A remembered approval turns an ask into an allow, and changes nothing else.
/// </summary>
public static class PolicyEngine
{
    /// <summary>The beginning of the rule id of a hard deny, as it is stored and shown.</summary>
    internal const string HardDenyPrefix = "floor:";

    /// <summary>What an allowing rule about one client rests on.</summary>
    private const string RestsOnName = "it is allowed by the name that the client gives itself, which any program can give";

    public static PolicyVerdict Judge(PolicyRequest request, PolicyRules rules)
    {
        request = request with
        {
            Workspace = WorkspaceOf(request),
            Sandbox = request.Sandbox ?? (request.Command is null ? null : SandboxProfile.Open),
        };
        var command = request.Command?.Findings;
        var (risk, hardDeny, facts) = CallRisk.Of(request);
        if (hardDeny is not null)
        {
            return new(
                PolicyDecision.Deny, Worse(risk, RiskClass.R3), HardDenyPrefix + "never", hardDeny, false, facts);
        }

        var mayBeRemembered = request is { MayBeRemembered: true, Session: null }
            && (request.Command is null || command is { Argv: not null });
        var isAlwaysAllowed = risk <= RiskClass.R2 && mayBeRemembered;
        var verdict = new PolicyVerdict(PolicyDecision.Ask, risk, "", "", isAlwaysAllowed, facts)
        {
            Argv = command?.Argv,
        };
        return request.Local
            ? verdict with
            {
                Decision = PolicyDecision.Allow,
                Rule = "local",
                Reason = "the person at the local command line decides",
            }
            : ByRules(verdict, request, rules, command);
    }

    private static string? WorkspaceOf(PolicyRequest request) => request.Command is { } command
        ? CallWorkspace.Of(request.Agent, request.Workspace, command.Directory, request.Zones)
        : request.Workspace;

    private static PolicyVerdict ByRules(
        PolicyVerdict verdict, PolicyRequest request, PolicyRules rules, CommandFindings? command)
    {
        var fitting = rules.All.Where(rule => RuleFit.Fits(rule, request, verdict.Risk, command)).ToList();
        var best = fitting.Where(rule => !IsRemembered(rule))
            .OrderByDescending(RuleFit.Closeness)
            .ThenByDescending(rule => rule.Decision)
            .ThenByDescending(rule => rule.Source)
            .ThenBy(rule => rule.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        var decided = best is null ? ByDefault(verdict, request.Sandbox) : Decide(verdict, best, best.Decision);
        if (verdict.Risk == RiskClass.R4 && decided.Decision == PolicyDecision.Allow)
            decided = ByDefault(verdict, request.Sandbox);
        if (rules.Broken is { } broken)
        {
            return decided.Decision != PolicyDecision.Allow || IsHarmless(verdict, request)
                ? decided
                : decided with
                {
                    Decision = PolicyDecision.Ask,
                    Rule = "broken:rules",
                    Reason = $"the rules cannot be read, and one might forbid it: {broken}",
                };
        }

        if (decided.Decision != PolicyDecision.Ask || verdict.Risk > RiskClass.R2) return decided;
        var remembered = fitting.Where(IsRemembered).OrderBy(rule => rule.Id, StringComparer.Ordinal).FirstOrDefault();
        return remembered is null ? decided : Decide(decided, remembered, PolicyDecision.Allow);
    }

    private static PolicyVerdict Decide(PolicyVerdict verdict, PolicyRule rule, PolicyDecision decision) =>
        verdict with
        {
            Decision = decision,
            Rule = rule.Id,
            Reason = rule.Reason ?? Describe(rule),
            Facts = decision == PolicyDecision.Allow && ClientName.NamesOne(rule.Agent)
                ? [.. verdict.Facts, RestsOnName]
                : verdict.Facts,
        };

    private static PolicyVerdict ByDefault(PolicyVerdict verdict, SandboxProfile? sandbox) => verdict.Risk switch
    {
        RiskClass.R0 or RiskClass.R1 => verdict with
        {
            Decision = PolicyDecision.Allow,
            Rule = $"default:{verdict.Risk}",
            Reason = sandbox is null
                ? "it stays inside the workspace and runs nothing"
                : $"it runs in the sandbox {SandboxProfiles.NameOf(sandbox.Value)}, which keeps it inside",
        },
        RiskClass.R2 => verdict with { Rule = "default:R2", Reason = "it executes something or uses the network" },
        RiskClass.R3 => verdict with
        {
            Rule = "default:R3",
            Reason = sandbox == SandboxProfile.Open
                ? "it runs without a sandbox and may do what the user may"
                : "it reaches outside of the workspace, to secrets or to others",
        },
        _ => verdict with
        {
            Decision = PolicyDecision.Deny,
            Rule = "default:R4",
            Reason = "it changes who may do what, which only the local command line may",
        },
    };

    private static bool IsRemembered(PolicyRule rule) => rule.Source is PolicySource.Always or PolicySource.Session;

    /// <summary>
    /// A call that reads neither a file nor the network: it stays allowed while the rules cannot be read, so that a
    /// person can find out why.
    /// </summary>
    private static bool IsHarmless(PolicyVerdict verdict, PolicyRequest request) =>
        verdict.Risk == RiskClass.R0 && request is { Paths.Count: 0, Command: null, Host: null };

    private static RiskClass Worse(RiskClass left, RiskClass right) => left > right ? left : right;

    private static string Describe(PolicyRule rule) => rule.Source switch
    {
        PolicySource.Always => "it was approved with always",
        PolicySource.Session => "it was approved for this thread",
        PolicySource.File => "a rule in policy.yaml says so",
        PolicySource.Settings => "a rule in the settings says so",
        _ => "a rule says so",
    };
}
