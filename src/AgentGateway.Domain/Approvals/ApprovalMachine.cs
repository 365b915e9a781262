using System.Diagnostics;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Approvals;

/// <summary>
/// The rules of approvals: the first valid decision counts, and every later one is refused with the name of the first
/// approver; a permission is used once, for exactly what was approved, and in its time; an expired approval is a denial.
/// </summary>
public sealed class ApprovalMachine : IMachine<Approval, ApprovalCommand>
{
    /// <summary>So many approvers may have read one approval; it bounds the state.</summary>
    private const int SeenByMax = 32;

    public static string Kind => "approval";

    public static int SnapshotVersion => 1;

    public static Approval Initial => Approval.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(Approval state, ApprovalCommand command)
    {
        if (command is RequestApproval request)
            return state.Requester is null
                ? Outcomes.Of(
                    new ApprovalRequested(request.Requester, request.Subject, request.Audience, request.ExpiresAt)
                    {
                        Whole = request.Whole,
                    })
                : Outcomes.Nothing;
        if (state.Requester is null) return ApprovalRejections.Unknown;
        if (state.IsDeleted)
            return command switch
            {
                ConfirmApprovalErased when state.EraseKey is not null => Outcomes.Of(new ApprovalErased()),
                ConfirmApprovalErased or DeleteApproval => Outcomes.Nothing,
                _ => ApprovalRejections.Unknown,
            };
        return command switch
        {
            DecideApproval c => Decide(state, c),
            MarkApprovalSeen c => See(state, c),
            UseApproval c => Use(state, c),
            ExpireApproval when state.State == ApprovalState.Pending => Outcomes.Of(new ApprovalExpired()),
            CancelApproval c when state is { State: ApprovalState.Pending }
                or { State: ApprovalState.Approved, UsedBy: null } =>
                Outcomes.Of(new ApprovalCancelled(c.Reason)),
            ConfirmApprovalReported when state.State != ApprovalState.Pending && state.Key is not null => Outcomes.Of(
                new ApprovalReported()),
            DeleteApproval when state.State != ApprovalState.Pending && state.Key is null => Outcomes.Of(
                new ApprovalDeleted(state.State)),
            ExpireApproval or CancelApproval or ConfirmApprovalReported or DeleteApproval or ConfirmApprovalErased =>
                Outcomes.Nothing,
            _ => throw new UnreachableException(),
        };
    }

    public static Approval Evolve(Approval state, RecordedEvent recorded) => recorded.Event switch
    {
        ApprovalRequested e => Approval.Initial with
        {
            Id = new(recorded.Stream.Id),
            Requester = e.Requester,
            Subject = e.Subject,
            Audience = e.Audience,
            CreatedAt = recorded.At,
            ExpiresAt = e.ExpiresAt,
            Key = recorded.EffectKey(),
        },
        ApprovalSeen e => state with { SeenBy = [.. state.SeenBy ?? [], e.By] },
        ApprovalDecided e => state with
        {
            State = e.Decision == ApprovalDecision.Deny ? ApprovalState.Denied : ApprovalState.Approved,
            Decision = e.Decision,
            DecidedBy = e.By,
            Reason = e.Reason,
            EndedAt = recorded.At,
            Key = recorded.EffectKey(),
        },
        ApprovalUsed e => state with { UsedBy = e.CallKey, UsedAt = recorded.At },
        ApprovalExpired =>
            state with { State = ApprovalState.Expired, EndedAt = recorded.At, Key = recorded.EffectKey() },
        ApprovalCancelled e => state with
        {
            State = ApprovalState.Cancelled,
            Reason = e.Reason,
            EndedAt = recorded.At,
            Key = recorded.EffectKey(),
        },
        ApprovalReported => state with { Key = null },
        ApprovalDeleted e => Approval.Initial with
        {
            Id = new(recorded.Stream.Id),
            Requester = new("", ""),
            State = e.State,
            IsDeleted = true,
            EraseKey = recorded.EffectKey(),
        },
        ApprovalErased => state with { EraseKey = null },
        _ => throw new UnreachableException(),
    };

    public static bool BeginsAnew(DomainEvent happened) => happened is ApprovalDeleted;

    public static IReadOnlyList<Effect> Owed(Approval state) => RequestEffects.Owed(state);

    public static IReadOnlyList<ReadRow> Project(Approval before, RecordedEvent recorded, Approval after) =>
        [new ApprovalRow(after)];

    /// <summary>
    /// Why that approver may not make that decision; null when they may. Whether the approval is still pending is not
    /// considered.
    /// </summary>
    public static Rejection? Refuse(Approval approval, Approver approver, ApprovalDecision decision)
    {
        var subject = approval.Subject!;
        if (approver.Agent is not null) return ApprovalRejections.AgentsNeverApprove(approval.Id);
        if (approver.Inside) return ApprovalRejections.Inside($"agw approve {approval.Id}");
        if (subject.Risk >= RiskClass.R4 && !approver.Local) return ApprovalRejections.LocalApproval(approval.Id);
        if (approver.UpTo is not { } upTo || subject.Risk > upTo)
            return ApprovalRejections.NoRight(approval.Id, subject.Risk, approver.UpTo);
        return decision switch
        {
            ApprovalDecision.Session or ApprovalDecision.Always when approver.Elicited => ApprovalRejections.OnceOnly,
            ApprovalDecision.Always when !subject.AlwaysPossible => ApprovalRejections.NotAlways,
            ApprovalDecision.Session when !subject.SessionPossible => ApprovalRejections.NotSession,
            _ => null,
        };
    }

    private static Outcome<IReadOnlyList<DomainEvent>> Decide(Approval state, DecideApproval command)
    {
        if (Refuse(state, command.Approver, command.Decision) is { } refused) return refused;
        return state.State switch
        {
            ApprovalState.Approved or ApprovalState.Denied => ApprovalRejections.Decided(state),
            ApprovalState.Cancelled => ApprovalRejections.Cancelled(state.Id, state.Reason),
            ApprovalState.Expired => ApprovalRejections.Expired,
            _ when command.Overdue => ApprovalRejections.Expired,
            _ when command.Decision != ApprovalDecision.Deny && IsUnseen(state, command.Approver) =>
                ApprovalRejections.Unseen(state.Id),
            _ => Outcomes.Of(new ApprovalDecided(command.Decision, command.Approver.Name, command.Reason)),
        };
    }

    /// <summary>Whether the approver was shown only the part that is in lists and dialogues.</summary>
    private static bool IsUnseen(Approval state, Approver approver) =>
        state.Subject!.IsCut && state.SeenBy?.Contains(approver.Name) != true;

    private static Outcome<IReadOnlyList<DomainEvent>> See(Approval state, MarkApprovalSeen command)
    {
        var approver = command.Approver;
        return state.State == ApprovalState.Pending
            && IsUnseen(state, approver)
            && (state.SeenBy?.Count ?? 0) < SeenByMax
            && Refuse(state, approver, ApprovalDecision.Once) is null
                ? Outcomes.Of(new ApprovalSeen(approver.Name))
                : Outcomes.Nothing;
    }

    private static Outcome<IReadOnlyList<DomainEvent>> Use(Approval state, UseApproval command)
    {
        if (state.State != ApprovalState.Approved) return ApprovalRejections.NotApproved;
        if (state.UsedBy is not null && state.UsedBy != command.CallKey) return ApprovalRejections.Used;
        if (command.Overdue) return ApprovalRejections.Expired;
        if (command.Digest != state.Subject!.Digest) return ApprovalRejections.Changed;
        return state.UsedBy is null ? Outcomes.Of(new ApprovalUsed(command.CallKey)) : Outcomes.Nothing;
    }
}
