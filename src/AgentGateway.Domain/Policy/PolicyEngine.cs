using AgentGateway.Domain.Policy.Commands;

namespace AgentGateway.Domain.Policy;

/// <summary>
/// What may be done with a call: first the floor, which nothing approves; then R4, which only the local command line does; then the most
/// specific rule that fits, the strictest among equals; then the default of the risk. What somebody approved for later answers only what
/// would be asked now.
/// </summary>
public static class PolicyEngine
{
    internal const string FloorPrefix = "floor:";

    /// <summary>Places of the system: nobody's workspace, whatever a call says.</summary>
    private static readonly string[] SystemPlaces = ["/etc", "/usr", "/bin", "/sbin", "/lib", "/lib64", "/boot", "/dev", "/proc", "/sys", "/run", "/opt", "/var"];

    public static PolicyVerdict Judge(PolicyRequest request, PolicyRules rules)
    {
        request = request with { Workspace = WorkspaceOf(request) };
        var command = request.Command is { } facts ? CommandJudge.Read(facts, request.Places, request.Workspace) : null;
        var risk = command is not null && command.Risk > request.BaseRisk ? command.Risk : request.BaseRisk;
        var said = new List<string>(command?.Facts ?? []);
        string? floor = command?.Floor;
        if (request.Command is { } runs && request.Agent != ShippedRules.Client) risk = Where(request, runs.Directory, risk, said);
        foreach (var path in request.Paths)
        {
            var zone = request.Places.ZoneOf(path.Real, request.Workspace);
            if (PathRisk.Of(path, zone, request.Agent == ShippedRules.Client) is var worth && worth > risk) risk = worth;
            if (PathRisk.Say(path, zone) is { } sentence) said.Add(sentence);
            floor ??= PathRisk.Floor(path, zone, request.Places);
        }

        if (floor is not null) return new(PolicyDecision.Deny, risk > RiskClass.R3 ? risk : RiskClass.R3, FloorPrefix + "never", floor, false, said);
        var verdict = new PolicyVerdict(
            PolicyDecision.Ask, risk, "", "", risk <= RiskClass.R2 && (request.Command is null || command is { Argv: not null, MayBeRemembered: true }), said) { Argv = command?.Argv };
        return request.Local
            ? verdict with { Decision = PolicyDecision.Allow, Rule = "local", Reason = "the person at the local command line decides" }
            : ByRules(verdict, request, rules, command);
    }

    /// <summary>
    /// A client that works in no directory of its own works where its call says: its user was asked about that call. An agent's workspace is
    /// its thread's, and nothing that it says makes another place one.
    /// </summary>
    private static string? WorkspaceOf(PolicyRequest request) =>
        request is { Workspace: null, Agent: ShippedRules.Client, Command.Directory: { Length: > 1 } directory }
        && !SystemPlaces.Any(place => PathText.IsInside(place, directory))
        && (directory == request.Places.Home || request.Places.ZoneOf(directory, null) is PathZone.Outside or PathZone.Temporary)
            ? directory
            : request.Workspace;

    /// <summary>
    /// An agent that runs something elsewhere than in its workspace reaches out of it, whatever it runs. Without one it begins at home, as
    /// terminals do.
    /// </summary>
    private static RiskClass Where(PolicyRequest request, string directory, RiskClass risk, List<string> said)
    {
        var zone = request.Places.ZoneOf(directory, request.Workspace);
        if (zone is PathZone.Workspace or PathZone.Temporary) return risk;
        if (directory == (request.Workspace ?? request.Places.Home) && zone is not PathZone.Gateway) return risk;
        said.Add($"it runs in {directory}, outside of the workspace");
        var worth = zone == PathZone.Gateway ? RiskClass.R4 : RiskClass.R3;
        return worth > risk ? worth : risk;
    }

    private static PolicyVerdict ByRules(PolicyVerdict verdict, PolicyRequest request, PolicyRules rules, CommandReading? command)
    {
        var fitting = rules.All.Where(rule => RuleFit.Fits(rule, request, verdict.Risk, command)).ToList();
        var best = fitting.Where(rule => rule.Source is not (PolicySource.Always or PolicySource.Session))
            .OrderByDescending(RuleFit.Closeness)
            .ThenByDescending(rule => rule.Decision)
            .ThenByDescending(rule => rule.Source)
            .ThenBy(rule => rule.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        var decided = best is null ? ByDefault(verdict) : verdict with { Decision = best.Decision, Rule = best.Id, Reason = best.Reason ?? Describe(best) };
        if (verdict.Risk == RiskClass.R4 && decided.Decision == PolicyDecision.Allow) decided = ByDefault(verdict);
        if (rules.Broken is { } broken)
        {
            return decided.Decision != PolicyDecision.Allow || IsHarmless(verdict, request)
                ? decided
                : decided with { Decision = PolicyDecision.Ask, Rule = "broken:rules", Reason = $"the rules cannot be read, and one might forbid it: {broken}" };
        }

        if (decided.Decision != PolicyDecision.Ask || verdict.Risk > RiskClass.R2) return decided;
        return fitting.Where(rule => rule.Source is PolicySource.Always or PolicySource.Session).OrderBy(rule => rule.Id, StringComparer.Ordinal).FirstOrDefault() is { } remembered
            ? decided with { Decision = PolicyDecision.Allow, Rule = remembered.Id, Reason = remembered.Reason ?? Describe(remembered) }
            : decided;
    }

    private static PolicyVerdict ByDefault(PolicyVerdict verdict) => verdict.Risk switch
    {
        RiskClass.R0 or RiskClass.R1 => verdict with
        {
            Decision = PolicyDecision.Allow, Rule = $"default:{verdict.Risk}", Reason = "it stays inside the workspace and runs nothing",
        },
        RiskClass.R2 => verdict with { Rule = "default:R2", Reason = "it executes something or uses the network" },
        RiskClass.R3 => verdict with { Rule = "default:R3", Reason = "it reaches outside of the workspace, to secrets or to others" },
        _ => verdict with { Decision = PolicyDecision.Deny, Rule = "default:R4", Reason = "it changes who may do what, which only the local command line may" },
    };

    /// <summary>Reading what is neither a file nor the network: that much goes on while rules are broken, so that they can be looked into.</summary>
    private static bool IsHarmless(PolicyVerdict verdict, PolicyRequest request) =>
        verdict.Risk == RiskClass.R0 && request is { Paths.Count: 0, Command: null, Host: null };

    private static string Describe(PolicyRule rule) => rule.Source switch
    {
        PolicySource.Always => "somebody approved it for always",
        PolicySource.Session => "somebody approved it for this thread",
        PolicySource.File => "a rule in policy.yaml says so",
        PolicySource.Settings => "a rule in the settings says so",
        _ => "a rule says so",
    };
}
