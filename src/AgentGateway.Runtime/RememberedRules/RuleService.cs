using System.Collections.Immutable;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.RememberedRules;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.RememberedRules;

/// <summary>The rules that approvals left behind: all of them in memory, each of them revocable.</summary>
public sealed class RuleService : ICommitSubscriber<RememberedRule>, ILoadAtStart
{
    private readonly MachineHost<RuleMachine, RememberedRule, RuleCommand> _host;
    private readonly IJournal _journal;
    private readonly ClientLimits _limits;
    private readonly IIdSource _ids;
    private ImmutableDictionary<RuleId, RememberedRule> _rules = ImmutableDictionary<RuleId, RememberedRule>.Empty;

    internal RuleService(
        MachineHost<RuleMachine, RememberedRule, RuleCommand> host,
        IJournal journal,
        ClientLimits limits,
        IIdSource ids) =>
        (_host, _journal, _limits, _ids) = (host, journal, limits, ids);

    private const string Prefix = "rul_";

    /// <summary>Whether a rule of that id was left behind by an approval.</summary>
    internal static bool IsRule(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The rule that this approval leaves behind, if it leaves one.</summary>
    internal static RuleId RuleOf(ApprovalId approval) => new(Prefix + approval.Value[4..]);

    /// <summary>Those that hold now.</summary>
    internal IEnumerable<PolicyRule> Holding =>
        _rules.Values.Where(rule => rule.RevokedAt is null).Select(rule => rule.Rule!);

    /// <summary>Whether another rule may be left behind about the calls of that agent or client, or of all.</summary>
    /// <param name="agent">Null for a rule that holds for all.</param>
    internal bool HasRoom(string? agent)
    {
        var counted = Counted(agent);
        return Holding.Count(rule => Counted(rule.Agent) == counted) < _limits.RulesMax;

        // Clients count together, since one may give itself many names.
        static string? Counted(string? judged) =>
            judged is not null && ClientName.IsClient(judged) ? ClientName.Any : judged;
    }

    /// <summary>Oldest first, those that were revoked among them.</summary>
    public RuleListView List() =>
        new([.. _rules.Values.OrderBy(rule => rule.Id.Value, StringComparer.Ordinal).Select(Of)]);

    /// <summary>
    /// Ends a rule: from now on a person is asked again. Only people may do it, at the local command line or with the
    /// approver right.
    /// </summary>
    public async Task<Outcome<RuleEnvelope>> RevokeAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (caller.Principal.Approver.UpTo is null) return ApprovalRejections.NoRight(null, RiskClass.R4, null);
        if (!_rules.ContainsKey(new(id))) return RuleMachine.Unknown;
        var outcome = await SendAsync(
            new(id), new RevokeRule(caller.Principal.Name), caller.Principal.Name, cancellationToken);
        return outcome.Map(receipt => new RuleEnvelope(Of(receipt.State)));
    }

    /// <summary>Makes the rule that an approval leaves behind; again, it changes nothing.</summary>
    internal async Task MakeAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (approval is not { Decision: ApprovalDecision.Session
            or ApprovalDecision.Always, Subject.Remembered: { } remembered })
            return;
        var id = RuleOf(approval.Id);
        var forThread = approval.Decision == ApprovalDecision.Session;
        var rule = remembered with
        {
            Id = id.Value,
            Source = forThread ? PolicySource.Session : PolicySource.Always,
            Agent = forThread ? approval.Requester!.Agent : remembered.Agent,
            Thread = forThread ? approval.Requester!.Thread?.Value : null,
            Arguments = approval.Subject.Arguments,
        };
        await SendAsync(
            id, new MakeRule(rule, approval.Id, approval.DecidedBy!), approval.DecidedBy!, cancellationToken);
    }

    /// <summary>Reads the rules that there are.</summary>
    async Task ILoadAtStart.LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (_, rule) in SnapshotCodec.ReadAllAsync(RuleStream.Kind, _journal, cancellationToken))
            Keep(rule);
    }

    void ICommitSubscriber<RememberedRule>.Committed(Receipt<RememberedRule> receipt) => Keep(receipt.State);

    private void Keep(RememberedRule rule) =>
        ImmutableInterlocked.AddOrUpdate(ref _rules, rule.Id, rule, (_, _) => rule);

    private Task<Outcome<Receipt<RememberedRule>>> SendAsync(
        RuleId id, RuleCommand command, string actor, CancellationToken cancellationToken) =>
        _host.SendAsync(id.Value, command, new(actor, _ids.Next().Now, Urgent: true), cancellationToken);

    private static RuleView Of(RememberedRule remembered)
    {
        var rule = remembered.Rule!;
        return new()
        {
            Id = remembered.Id.Value,
            Source = ViewWriter.Word(rule.Source),
            Agent = rule.Agent ?? "*",
            Tool = rule.Tool ?? "*",
            Pattern = rule.Argv is { } words ? string.Join(' ', words) : rule.Arguments ?? "",
            ThreadId = rule.Thread,
            ApprovalId = remembered.Approval.Value,
            MadeBy = remembered.MadeBy,
            MadeAt = remembered.MadeAt,
            RevokedAt = remembered.RevokedAt,
        };
    }
}
