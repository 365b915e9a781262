using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// What front ends ask about approvals. Authority is the caller's, never that of an id. The first valid decision
/// counts; every later one is told whose it was.
/// </summary>
public sealed class ApprovalService
{
    /// <summary>How long the reason of a decision may be.</summary>
    public const int ReasonCharactersMax = 2_000;

    private readonly MachineHost<ApprovalMachine, Approval, ApprovalCommand> _host;
    private readonly StoredRequests<Approval, ApprovalId, ApprovalState> _stored;
    private readonly RequestChanges _changes;
    private readonly IJournal _journal;
    private readonly PendingApprovals _pending;
    private readonly ApprovalOptions _options;
    private readonly PassphraseService _passphrase;
    private readonly IIdSource _ids;

    internal ApprovalService(
        MachineHost<ApprovalMachine, Approval, ApprovalCommand> host,
        StoredRequests<Approval, ApprovalId, ApprovalState> stored,
        IJournal journal,
        RequestChanges changes,
        PendingApprovals pending,
        ApprovalOptions options,
        PassphraseService passphrase,
        IIdSource ids) =>
        (_host, _stored, _journal, _changes, _pending, _options, _passphrase, _ids) =
            (host, stored, journal, changes, pending, options, passphrase, ids);

    /// <summary>Newest first.</summary>
    public async Task<Outcome<ApprovalListView>> ListAsync(ListRequests request, CancellationToken cancellationToken) =>
        (await _stored.ListAsync(request, cancellationToken)).Map(page => new ApprovalListView(
            [.. page.Requests.Select(approval => RequestViews.Of(approval))], page.NextCursor, _pending.Count));

    /// <summary>As lists and dialogues show it: cut where it is long.</summary>
    /// <param name="id">As a client named it.</param>
    public async Task<Outcome<ApprovalEnvelope>> GetAsync(string id, CancellationToken cancellationToken) =>
        ViewOf(await _stored.FindAsync(id, cancellationToken));

    public async Task<Outcome<ApprovalEnvelope>> GetAsync(ApprovalId id, CancellationToken cancellationToken) =>
        ViewOf(await _stored.FindAsync(id, cancellationToken));

    /// <summary>All of it.</summary>
    public async Task<Outcome<ApprovalEnvelope>> ReadAsync(string id, CancellationToken cancellationToken) =>
        await _stored.FindAsync(id, cancellationToken) is { } approval
            ? new ApprovalEnvelope(RequestViews.Of(approval, await WholeAsync(approval, cancellationToken)))
            : ApprovalRejections.Unknown;

    /// <summary>
    /// All of it, for a caller who has it before their eyes then: who may decide about it may approve it from now on,
    /// even where lists show only a part.
    /// </summary>
    public async Task<Outcome<ApprovalEnvelope>> ShowAsync(
        Caller caller, string id, CancellationToken cancellationToken)
    {
        if (await _stored.FindAsync(id, cancellationToken) is not { } approval) return ApprovalRejections.Unknown;
        var whole = await WholeAsync(approval, cancellationToken);
        if (whole is not null && approval.State == ApprovalState.Pending)
        {
            var approver = caller.Principal.Approver;
            var seen = await SendAsync(
                approval.Id, new MarkApprovalSeen(approver), approver.Name, _ids.Next(), cancellationToken);
            if (seen.IsRejected(out var refused)) return refused;
        }

        return new ApprovalEnvelope(RequestViews.Of(approval, whole));
    }

    /// <summary>Decides, if the caller may: answered when it is durable and the requester knows.</summary>
    public async Task<Outcome<ApprovalEnvelope>> ResolveAsync(
        Caller caller, ResolveApproval request, CancellationToken cancellationToken)
    {
        if (RequestArguments.Decision(request.Decision).IsRejected(out var refused, out var decision)) return refused;
        return await DecideAsync(
            caller,
            ApproverOf(caller),
            await _stored.FindAsync(request.ApprovalId, cancellationToken),
            decision,
            request.Reason,
            cancellationToken);
    }

    /// <summary>
    /// What a person answered whom the caller's own client asked in a dialogue (MCP elicitation). Call it only with
    /// what a dialogue gave, never with what a model said.
    /// </summary>
    public async Task<Outcome<ApprovalEnvelope>> ResolveElicitedAsync(
        Caller caller, ApprovalId id, bool approve, CancellationToken cancellationToken) =>
        await DecideAsync(
            caller,
            Elicited(caller),
            await _stored.FindAsync(id, cancellationToken),
            approve ? ApprovalDecision.Once : ApprovalDecision.Deny,
            null,
            cancellationToken);

    /// <summary>Whether the person behind that caller's client may be asked about it in a dialogue.</summary>
    public async Task<bool> MayElicitAsync(Caller caller, ApprovalId id, CancellationToken cancellationToken) =>
        await _stored.FindAsync(id, cancellationToken) is { State: ApprovalState.Pending } approval
        && ApprovalMachine.Refuse(approval, Elicited(caller), ApprovalDecision.Once) is null
        && _passphrase.Refuse(caller, inDialogue: true) is null;

    /// <summary>
    /// Completes once it has ended and the requester has been told, whatever the outcome; at once when there is none of
    /// that id.
    /// </summary>
    public Task SettledAsync(ApprovalId id, CancellationToken cancellationToken) =>
        _stored.SettledAsync(id, cancellationToken);

    /// <summary>
    /// Every change of an approval or a question from now on, until cancelled. A follower that is far behind misses
    /// some and is told so.
    /// </summary>
    public IAsyncEnumerable<RequestChange> ChangesAsync(CancellationToken cancellationToken) =>
        _changes.FollowAsync(cancellationToken);

    /// <summary>
    /// Asks; durable when this completes. Once it has begun it is not cancelled, so that the requester knows what there
    /// is to withdraw.
    /// </summary>
    /// <param name="whole">All of what the subject shows only in part; null where it shows all.</param>
    /// <param name="earlier">
    /// The approval of the same call before this one: the newest of a call is the one with the greatest id, also when
    /// the clock was set back.
    /// </param>
    internal async Task<Outcome<ApprovalId>> RequestAsync(
        Requester requester,
        ApprovalSubject subject,
        ApprovalWhole? whole,
        Approval? earlier,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stamp = _ids.Next();
        var sorted = earlier is not null && earlier.CreatedAt >= stamp.Now
            ? earlier.CreatedAt.AddMilliseconds(1)
            : stamp.Now;
        var id = new ApprovalId((stamp with { Now = sorted }).Id("apr", 0));
        if (!_pending.TryAdd(id, requester, earlier?.Id))
            return ApprovalRejections.TooMany(PendingApprovals.NameOf(requester), _options.PendingMax);
        var expires = stamp.Now + _options.TimeFor(subject.Risk);
        _stored.Measure(id, stamp.Now, expires);
        var audience = subject.Risk >= RiskClass.R4
            ? "the local command line"
            : $"every approver with the right for {subject.Risk}";
        try
        {
            var outcome = await SendAsync(
                id,
                new RequestApproval(requester, subject, audience, expires) { Whole = whole },
                requester.Agent,
                stamp,
                CancellationToken.None);
            return outcome.IsRejected(out var refused) ? throw new InvalidOperationException(refused.Message) : id;
        }
        catch
        {
            _pending.Remove(id);
            throw;
        }
    }

    /// <summary>The newest approval of that call.</summary>
    internal ValueTask<Approval?> OfCallAsync(string callKey, CancellationToken cancellationToken) =>
        _stored.OfCallAsync(callKey, cancellationToken);

    /// <summary>Uses the permission, if it still holds for that digest; durable when this completes.</summary>
    internal async Task<Rejection?> UseAsync(
        Approval approval, string callKey, string digest, CancellationToken cancellationToken) =>
        (await SendAsync(
            approval.Id,
            new UseApproval(callKey, digest, IsOverdue(approval)),
            approval.Requester!.Agent,
            _ids.Next(),
            cancellationToken)).Rejection;

    /// <summary>No decision is needed any more.</summary>
    internal async Task WithdrawAsync(ApprovalId id, string reason, CancellationToken cancellationToken) =>
        await SendAsync(id, new CancelApproval(reason), "daemon", _ids.Next(), cancellationToken);

    /// <summary>
    /// Deletes the approvals of a deleted thread. Answers when their requesters have the outcome and all texts are
    /// erased.
    /// </summary>
    internal Task EraseOfThreadAsync(ThreadId thread, CancellationToken cancellationToken) =>
        _stored.EraseOfThreadAsync(
            thread,
            id => WithdrawAsync(id, "Its thread was deleted.", cancellationToken),
            id => SendAsync(id, new DeleteApproval(), "daemon", _ids.Next(), cancellationToken),
            id => _host.LoadAsync(StreamId.Of(ApprovalMachine.Kind, id.Value), cancellationToken),
            cancellationToken);

    /// <summary>Measures from now on the time that is left, as at a start.</summary>
    internal void Measure(Approval approval) => _stored.Measure(approval);

    internal bool IsOverdue(Approval approval) => _stored.IsOverdue(approval);

    private static Outcome<ApprovalEnvelope> ViewOf(Approval? approval) =>
        approval is null ? ApprovalRejections.Unknown : new ApprovalEnvelope(RequestViews.Of(approval));

    private async Task<Outcome<ApprovalEnvelope>> DecideAsync(
        Caller caller,
        Approver approver,
        Approval? approval,
        ApprovalDecision decision,
        string? reason,
        CancellationToken cancellationToken)
    {
        if (reason?.Length > ReasonCharactersMax)
            return new Rejection(
                "text_too_long",
                $"The reason has {reason.Length} characters; {ReasonCharactersMax} are allowed.",
                "Shorten it.");
        if (approval is null) return ApprovalRejections.Unknown;
        // The passphrase is asked for only where the decision would count: the approval is pending, and this approver
        // may decide it.
        if (decision != ApprovalDecision.Deny
            && approval.State == ApprovalState.Pending
            && ApprovalMachine.Refuse(approval, approver, decision) is null
            && _passphrase.Refuse(caller, approver.Elicited) is { } unconfirmed)
            return unconfirmed;
        var command = new DecideApproval(
            approver, decision, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), IsOverdue(approval));
        var outcome = await SendAsync(approval.Id, command, approver.Name, _ids.Next(), cancellationToken);
        if (outcome.IsRejected(out var refused)) return refused;
        await _stored.ReportedAsync(approval.Id, cancellationToken);
        return new ApprovalEnvelope(RequestViews.Of(outcome.Value.State));
    }

    private Approver ApproverOf(Caller caller) => _options.RightOf(caller.Principal) is { } right
        ? caller.Principal.Approver with { UpTo = right, Inside = caller.Origin.IsInside }
        : caller.Approver;

    private Approver Elicited(Caller caller)
    {
        var person = caller.Elicited;
        return person.UpTo > _options.ElicitationMax ? person : person with { UpTo = _options.ElicitationMax };
    }

    /// <summary>Null where the subject is all of it, and where the event's payload was erased.</summary>
    private async ValueTask<ApprovalWhole?> WholeAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (!approval.Subject!.IsCut) return null;
        var stream = StreamId.Of(ApprovalMachine.Kind, approval.Id.Value);
        return await _journal.ReadStreamAsync(stream, 0, 1, cancellationToken) is [{ Payload: not null } stored]
            && SnapshotCodec.Read(ApprovalStream.Kind, stored).Event is ApprovalRequested requested
                ? requested.Whole
                : null;
    }

    private Task<Outcome<Receipt<Approval>>> SendAsync(
        ApprovalId id, ApprovalCommand command, string actor, Stamp stamp, CancellationToken cancellationToken) =>
        _host.SendAsync(id.Value, command, new(actor, stamp.Now, Urgent: true), cancellationToken);
}
