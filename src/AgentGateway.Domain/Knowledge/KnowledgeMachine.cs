using System.Diagnostics;

namespace AgentGateway.Domain.Knowledge;

/// <summary>
/// The rules of knowledge. What is put counts as its author's word; a review by another makes it more, and approving is a
/// person's. What was reviewed is never overwritten: a newer one waits beside it and replaces it once it is reviewed too.
/// Of a forgotten piece the stream keeps only that it was forgotten.
/// </summary>
public sealed class KnowledgeMachine : IMachine<KnowledgeItem, KnowledgeCommand>
{
    public static string Kind => "knowledge";

    public static int SnapshotVersion => 1;

    public static KnowledgeItem Initial => KnowledgeItem.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(
        KnowledgeItem state, KnowledgeCommand command) => command switch
    {
        ConfirmKnowledgeErased => state.EraseKey is null ? Outcomes.Nothing : Outcomes.Of(new KnowledgeErased()),
        ForgetKnowledge when state.Standing == KnowledgeStanding.Forgotten => Outcomes.Nothing,
        _ when state.Standing == KnowledgeStanding.Forgotten => KnowledgeRejections.Unknown,
        PutKnowledge c when state.Content is null => Outcomes.Of(new KnowledgePut(c.Content, c.Author, c.Beside)),
        _ when state.Content is null => KnowledgeRejections.Unknown,
        ForgetKnowledge c => Outcomes.Of(new KnowledgeForgotten(c.By)),
        ReplaceKnowledge when state.Standing != KnowledgeStanding.Current => Outcomes.Nothing,
        ReplaceKnowledge c => Outcomes.Of(new KnowledgeReplaced(c.By)),
        ConfirmKnowledgeReplaced => state.ReplaceKey is null
            ? Outcomes.Nothing
            : Outcomes.Of(new KnowledgeReplacementTold()),
        _ when state.Standing != KnowledgeStanding.Current => KnowledgeRejections.NotCurrent(state),
        PutKnowledge when state.Trust != KnowledgeTrust.Working => KnowledgeRejections.Reviewed(state.Id),
        PutKnowledge c => Outcomes.Of(new KnowledgePut(c.Content, c.Author, state.Beside ?? c.Beside)),
        PromoteKnowledge { Trust: KnowledgeTrust.Approved, Reviewer.IsPerson: false } => KnowledgeRejections.PersonOnly,
        PromoteKnowledge c when IsOwn(state, c.Reviewer) => KnowledgeRejections.Own,
        PromoteKnowledge c when c.Trust <= state.Trust => Outcomes.Nothing,
        PromoteKnowledge c => Outcomes.Of(new KnowledgePromoted(c.Trust, c.Reviewer, c.Review)),
        RejectKnowledge { Reviewer.IsPerson: false } when state.Trust == KnowledgeTrust.Approved =>
            KnowledgeRejections.PersonOnly,
        RejectKnowledge c => Outcomes.Of(new KnowledgeRejected(c.Reviewer, c.Review)),
        _ => throw new UnreachableException(),
    };

    public static KnowledgeItem Evolve(KnowledgeItem state, RecordedEvent recorded) => recorded.Event switch
    {
        KnowledgePut e => state with
        {
            Id = new(recorded.Stream.Id),
            Content = e.Content,
            Author = e.Author,
            Version = state.Version + 1,
            CreatedAt = state.Content is null ? recorded.At : state.CreatedAt,
            UpdatedAt = recorded.At,
            Beside = e.Beside,
        },
        KnowledgePromoted e => state with
        {
            Trust = e.Trust,
            Reviewer = e.Reviewer,
            Review = e.Review,
            ReplaceKey = state.Beside is null ? null : state.ReplaceKey ?? recorded.EffectKey(),
        },
        KnowledgeRejected e => state with
        {
            Standing = KnowledgeStanding.Rejected,
            Reviewer = e.Reviewer,
            Review = e.Review,
            ReplaceKey = null,
        },
        KnowledgeReplaced e => state with { Standing = KnowledgeStanding.Replaced, ReplacedBy = e.By },
        KnowledgeReplacementTold => state with { ReplaceKey = null, Beside = null },
        KnowledgeForgotten => new()
        {
            Id = new(recorded.Stream.Id),
            Standing = KnowledgeStanding.Forgotten,
            UpdatedAt = recorded.At,
            EraseKey = recorded.EffectKey(),
        },
        KnowledgeErased => state with { EraseKey = null },
        _ => throw new UnreachableException(),
    };

    public static bool BeginsAnew(DomainEvent happened) => happened is KnowledgeForgotten;

    public static IReadOnlyList<Effect> Owed(KnowledgeItem state) => state switch
    {
        { ReplaceKey: { } key, Beside: { } earlier } => [new ReplaceEarlierKnowledge(key, earlier)],
        { EraseKey: { } erase } => [new EraseKnowledge(erase)],
        _ => [],
    };

    public static IReadOnlyList<ReadRow> Project(KnowledgeItem before, RecordedEvent recorded, KnowledgeItem after) =>
        [new KnowledgeRow(after)];

    /// <summary>A person may review what they wrote; an agent or a program never does.</summary>
    private static bool IsOwn(KnowledgeItem state, KnowledgeAuthor reviewer) =>
        !reviewer.IsPerson && reviewer.Name == state.Author!.Name;
}
