using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.RememberedRules;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// The one way by which a tool runs: for turns, for tasks, for direct calls of MCP clients and for commands of agents
/// without a model. It judges what would really run; where an approval is needed it asks a person, and a yes opens it
/// once, in its time, and only while what would run is what was approved.
/// </summary>
public sealed class ToolGate
{
    private readonly FactFinder _finder;
    private readonly Func<PolicyRules> _rules;
    private readonly RuleService _remembered;
    private readonly ApprovalService _approvals;
    private volatile PlainVerdicts _plain = new(PolicyRules.Shipped);

    internal ToolGate(FactFinder finder, Func<PolicyRules> rules, RuleService remembered, ApprovalService approvals) =>
        (_finder, _rules, _remembered, _approvals) = (finder, rules, remembered, approvals);

    /// <summary>
    /// Whether calls of that tool are allowed with any arguments, as most tools that touch nothing are. Each direct
    /// call asks this, so the answer is kept as long as the rules are the same.
    /// </summary>
    internal bool AllowsPlainly(string agent, string tool, RiskClass risk)
    {
        var rules = _rules();
        var plain = _plain;
        // A client may give any number of names.
        if (!ReferenceEquals(plain.Rules, rules) || plain.Verdicts.Count >= PlainVerdicts.KeptMax)
            _plain = plain = new(rules);
        return plain.Verdicts.GetOrAdd((agent, tool), static (call, of) =>
            !of.rules.All.Any(rule => rule.Arguments is not null && rule.Decision != PolicyDecision.Allow)
            && PolicyEngine.Judge(
                of.finder.Plain(call.Agent, call.Tool, of.risk), of.rules).Decision == PolicyDecision.Allow,
            (rules, finder: _finder, risk));
    }

    /// <summary>What policy says, and nothing else: no person is asked and no permission is used.</summary>
    public PolicyVerdict Judge(ToolUse use) => JudgeCall(use, _remembered.Holding, CancellationToken.None).Verdict;

    /// <summary>
    /// Why such a call can never be made, with or without approval; null: it may be made, or a person would be asked.
    /// </summary>
    internal GateAnswer.Denied? Forbid(ToolUse use) =>
        JudgeCall(use, _remembered.Holding, CancellationToken.None) is { Verdict.Decision: PolicyDecision.Deny } call
            ? (GateAnswer.Denied)Decided(call)
            : null;

    /// <summary>
    /// Asks to run a call of a turn or a task. May be asked again under the same key: after an outcome, and after a
    /// crash before the call was recorded as begun.
    /// </summary>
    public async Task<GateAnswer> EnterAsync(ToolUse use, CancellationToken cancellationToken)
    {
        var call = JudgeCall(use, _remembered.Holding, cancellationToken);
        var remembered = call.Verdict.Decision == PolicyDecision.Allow && RuleService.IsRule(call.Verdict.Rule);
        if (call.Verdict.Decision != PolicyDecision.Ask && !remembered) return Decided(call);
        var earlier = await _approvals.OfCallAsync(use.Requester.CallKey, cancellationToken);
        if (remembered)
        {
            // The call for which a rule was approved must still be what was approved, like a call that was approved
            // once.
            if (earlier is null || RuleService.RuleOf(earlier.Id).Value != call.Verdict.Rule) return Decided(call);
            call = JudgeCall(use, [], cancellationToken);
            if (call.Verdict.Decision != PolicyDecision.Ask) return Decided(call);
        }

        return earlier is null
            ? await AskAsync(call, null, cancellationToken)
            : await GoOnAsync(call, earlier, use.Requester.CallKey, cancellationToken);
    }

    /// <summary>
    /// Asks to run a direct call, for which no turn or task waits: a person approves it, and the same call, made again,
    /// runs once. After a denial the same call is refused until the time to decide would have been over.
    /// </summary>
    /// <param name="attempt">This attempt's own key.</param>
    /// <param name="asked">
    /// The approval that this very call has waited for: it is not asked for anew when that one ended undecided.
    /// </param>
    public async Task<GateAnswer> EnterDirectAsync(
        ToolUse use, string attempt, ApprovalId? asked, CancellationToken cancellationToken)
    {
        var call = JudgeCall(use, _remembered.Holding, cancellationToken);
        if (call.Verdict.Decision != PolicyDecision.Ask) return Decided(call);
        call = call with
        {
            Use = use with
            {
                Requester = use.Requester with { CallKey = $"direct/{use.Requester.CallKey}/{call.Digest}" },
            },
        };
        var earlier = await _approvals.OfCallAsync(call.Use.Requester.CallKey, cancellationToken);
        return earlier switch
        {
            null or { UsedBy: not null } => await AskAsync(call, earlier, cancellationToken),
            { State: ApprovalState.Expired or ApprovalState.Cancelled } when earlier.Id != asked =>
                await AskAsync(call, earlier, cancellationToken),
            { State: ApprovalState.Denied } when earlier.Id != asked && _approvals.IsOverdue(earlier) =>
                await AskAsync(call, earlier, cancellationToken),
            _ => await GoOnAsync(call, earlier, attempt, cancellationToken),
        };
    }

    private JudgedCall JudgeCall(
        ToolUse use, IEnumerable<PolicyRule> remembered, CancellationToken cancellationToken)
    {
        var (request, bind) = _finder.Find(use, cancellationToken);
        var verdict = PolicyEngine.Judge(request, _rules().With(remembered));
        return new(use, request, verdict, verdict.Decision == PolicyDecision.Ask ? bind() : CallBinding.None);
    }

    private static GateAnswer Decided(JudgedCall call) =>
        call.Verdict.Decision == PolicyDecision.Allow
            ? new GateAnswer.Allowed(call.Verdict.Rule) { Granted = GrantedBy(call) }
            : new GateAnswer.Denied(
                call.Verdict.Rule,
                $"Denied by policy ({call.Verdict.Rule}, {call.Verdict.Risk}): "
                + $"{call.Verdict.Reason}.{Because(call.Verdict.Facts)} "
                + (call.Verdict.IsHardDeny
                    ? "No person and no rule can allow this."
                    : "Do not try to get around it; find another way or ask the operator."));

    private async Task<GateAnswer> AskAsync(JudgedCall call, Approval? earlier, CancellationToken cancellationToken)
    {
        if (call.Use.Prepared is { } prepared
            && await prepared.Tool.RefuseAsync(prepared.Request, prepared.Arguments, cancellationToken) is { } impossible)
            return new GateAnswer.Denied(impossible);
        var facts = call.Use.Facts;
        var whole = new ApprovalWhole(
            ApprovalText.Arguments(call.Request.Arguments, facts.Environment.Count > 0), ApprovalText.Preview(facts));
        if (whole.Characters > ApprovalWhole.CharactersMax)
            return new GateAnswer.Denied(ApprovalRejections.TooLarge(whole.Characters));
        var subject = SubjectOf(call, whole);
        var request = await _approvals.RequestAsync(
            call.Use.Requester, subject, subject.IsCut ? whole : null, earlier, cancellationToken);
        return request.IsRejected(out var refused, out var id)
            ? new GateAnswer.Denied(refused)
            : new GateAnswer.Waiting(id, subject.Why);
    }

    private async Task<GateAnswer> GoOnAsync(
        JudgedCall call, Approval earlier, string callKey, CancellationToken cancellationToken)
    {
        switch (earlier.State)
        {
            case ApprovalState.Pending when earlier.Subject!.Digest == call.Digest:
                return new GateAnswer.Waiting(earlier.Id, earlier.Subject.Why);
            case ApprovalState.Pending:
                return await AskAnewAsync(call, earlier, ApprovalRejections.Changed, cancellationToken);
            case ApprovalState.Approved:
                var refused = await _approvals.UseAsync(earlier, callKey, call.Digest, cancellationToken);
                return refused is null
                    ? new GateAnswer.Allowed(earlier.Id.Value) { Granted = GrantedBy(call) }
                    : await AskAnewAsync(call, earlier, refused, cancellationToken);
            case ApprovalState.Denied:
                return new GateAnswer.Denied(
                    earlier.Id.Value,
                        $"{earlier.DecidedBy} denied this call "
                            + $"({earlier.Id}){(earlier.Reason is null ? "." : $": {earlier.Reason}")}");
            case ApprovalState.Expired:
                return new GateAnswer.Denied(
                    earlier.Id.Value, $"No decision came in time ({earlier.Id}), so this call was not made.");
            default:
                return new GateAnswer.Denied(
                    earlier.Id.Value, $"This call is no longer asked for ({earlier.Id}): {earlier.Reason}");
        }
    }

    /// <summary>
    /// The new one first: after a crash in between, the old one is not the newest any more and opens nothing.
    /// </summary>
    private async Task<GateAnswer> AskAnewAsync(
        JudgedCall call, Approval old, Rejection why, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(call, old, cancellationToken);
        await _approvals.WithdrawAsync(old.Id, why.Message, CancellationToken.None);
        return answer;
    }

    private static string[] GrantedBy(JudgedCall call) => [.. call.Request.Paths.Select(path => path.Real)];

    private ApprovalSubject SubjectOf(JudgedCall call, ApprovalWhole whole)
    {
        var (use, verdict) = (call.Use, call.Verdict);
        var arguments = ApprovalText.Fit(whole.Arguments, hasPreview: whole.Preview is not null);
        var preview = ApprovalText.Fit(whole.Preview);

        // A rule that is left behind is made of the arguments, all of them.
        var isComplete = arguments == call.Request.Arguments && use.Facts.Environment.Count == 0;
        var judged = use.Facts.IsOfPlace ? null : use.Requester.Agent;
        var mayRemember = isComplete && _remembered.HasRoom(judged);
        var session = verdict.SessionAllowed && use.Requester.Thread is not null && mayRemember;
        var always = verdict.AlwaysAllowed && mayRemember;
        return new(
            use.Tool,
            arguments,
            ApprovalText.Summary(use.Tool, use.Facts, use.Arguments),
            preview,
            call.Request.Command?.Directory ?? call.Request.Workspace,
            call.Digest,
            verdict.Risk,
            verdict.Rule)
        {
            Why = WhyOf(call),
            IsCut = arguments != whole.Arguments || preview != whole.Preview,
            Remembered = session || always
                ? PolicyRule.Remember("", call.Request, verdict, forThread: false) with
                {
                    Agent = judged, Arguments = null,
                }
                : null,
            AlwaysPossible = always,
            SessionPossible = session,
        };
    }

    private static string WhyOf(JudgedCall call) => VisibleText.Line(
        $"{call.Verdict.Risk}: {call.Verdict.Reason}.{Because([.. call.Verdict.Facts, .. call.Binding.Unbound])}");

    private sealed class PlainVerdicts(PolicyRules rules)
    {
        public const int KeptMax = 4_096;

        public PolicyRules Rules => rules;

        public ConcurrentDictionary<(string Agent, string Tool), bool> Verdicts { get; } = new();
    }

    /// <summary>The facts as one sentence; what was not understood is one list in it.</summary>
    private static string Because(IReadOnlyList<string> facts)
    {
        var unclear = facts.Where(fact => fact.StartsWith(ShellFindings.NotUnderstood, StringComparison.Ordinal))
            .Select(fact => fact[ShellFindings.NotUnderstood.Length..]).ToList();
        var rest = facts.Where(fact => !fact.StartsWith(ShellFindings.NotUnderstood, StringComparison.Ordinal));
        string[] said = unclear.Count == 0 ? [.. rest] : [ShellFindings.NotUnderstood + string.Join(", ", unclear), .. rest];
        return said.Length == 0 ? "" : VisibleText.Line($" {string.Join("; ", said)}.");
    }
}
