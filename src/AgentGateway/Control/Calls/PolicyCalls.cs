using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Policy;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.Runtime.Views;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary>The rules and their judgement of a call, for the operator.</summary>
internal static class PolicyCalls
{
    public static IEnumerable<ControlCall> All(
        PolicyService policy, PathZones zones, Func<PolicyRules> written, RuleService remembered) =>
    [
        new ViewCall<JudgementView>(
            "policy_test", () => ViewJson.Plain.JudgementView, (request, _) => Task.FromResult(policy.Test(
            request.Caller with
            {
                Workspace = request.Text("workspace") ?? request.Caller.Workspace,
            }, request.Text("agent")
                ?? "", request.Text("tool") ?? "", request.Text("arguments") ?? "{}"))),
        new ViewCall<PolicyListView>("policy_list", () => HostJson.Plain.PolicyListView,
            (_, _) => Task.FromResult<Outcome<PolicyListView>>(List(written(), remembered.List()))),
        new ViewCall<PolicyPathsView>("policy_places", () => HostJson.Plain.PolicyPathsView,
            (request, _) =>
                Task.FromResult<Outcome<PolicyPathsView>>(PolicyPathsView.Of(zones, request.Caller.Workspace))),
        new ViewCall<RuleEnvelope>("policy_revoke", () => ViewJson.Plain.RuleEnvelope,
            (request, cancellationToken) =>
                remembered.RevokeAsync(request.Caller, request.Text("rule_id") ?? "", cancellationToken)),
    ];

    /// <summary>Rules that can be revoked come last, where people look.</summary>
    private static PolicyListView List(PolicyRules written, RuleListView remembered) => new(
        [
            .. written.All.Select(Of),
            .. remembered.Rules.Select(rule => new PolicyRuleView
            {
                Id = rule.Id,
                Decision = "allow",
                Source = rule.Source,
                Agent = rule.Agent,
                Tool = rule.Tool,
                Pattern = rule.Pattern,
                ThreadId = rule.ThreadId,
                Reason = null,
                MadeBy = rule.MadeBy,
                MadeAt = rule.MadeAt,
                RevokedAt = rule.RevokedAt,
            }),
        ],
        written.Broken);

    private static PolicyRuleView Of(PolicyRule rule) => new()
    {
        Id = rule.Id,
        Decision = Word(rule.Decision),
        Source = Word(rule.Source),
        Agent = rule.Agent ?? "*",
        Tool = rule.Tool ?? "*",
        Pattern = PatternOf(rule),
        ThreadId = rule.Thread,
        Reason = rule.Reason,
        MadeBy = null,
        MadeAt = null,
        RevokedAt = null,
    };

    private static string PatternOf(PolicyRule rule) => string.Join("; ", new[]
    {
        rule.Argv is { } words ? string.Join(' ', words) : null,
        rule.Path is { } path ? $"path {path}" : null,
        rule.Host is { } host ? $"host {host}" : null,
        rule.Directory is { } directory ? $"in {directory}" : null,
        rule.Arguments,
        rule.UpTo is { } risk ? $"up to {risk}" : null,
    }.OfType<string>());

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
