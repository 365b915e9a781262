using System.Diagnostics;

namespace AgentGateway.Domain.Memory;

/// <summary>
/// The rules of notes. A note is corrected and confirmed while it counts. A later note may stand in its place, which
/// both know: the link goes from the later note to an earlier one only, so there is no circle. A forgotten note says
/// nothing any more, and its stream keeps only that it was forgotten.
/// </summary>
public sealed class NoteMachine : IMachine<MemoryNote, NoteCommand>
{
    public static string Kind => "memory";

    public static int SnapshotVersion => 1;

    public static MemoryNote Initial => MemoryNote.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(MemoryNote state, NoteCommand command) => command switch
    {
        RememberNote when state.Exists => Outcomes.Nothing,
        RememberNote c => Outcomes.Of(new NoteRemembered(c.Content, c.Author, c.Source, c.Supersedes)),
        _ when !state.Exists => NoteRejections.Unknown,
        ConfirmNoteErased => state.EraseKey is null ? Outcomes.Nothing : Outcomes.Of(new NoteErased()),
        ForgetNote when state.Standing == NoteStanding.Forgotten => Outcomes.Nothing,
        ForgetNote c => Outcomes.Of(new NoteForgotten(c.By)),
        ConfirmNoteLinked => state.LinkKey is null ? Outcomes.Nothing : Outcomes.Of(new NoteLinked()),
        SupersedeNote c when c.By == state.Id => NoteRejections.Itself,
        SupersedeNote c => state.Standing == NoteStanding.Active
            ? Outcomes.Of(new NoteSuperseded(c.By))
            : Outcomes.Nothing,
        _ when state.Standing == NoteStanding.Forgotten => NoteRejections.Unknown,
        RetractNote when state.Standing == NoteStanding.Retracted => Outcomes.Nothing,
        _ when state.Standing != NoteStanding.Active => NoteRejections.NotActive(state),
        CorrectNote c => Outcomes.Of(new NoteCorrected(c.Content, c.Author, c.Reason)),
        ConfirmNote c => Outcomes.Of(new NoteConfirmed(c.Author, c.Confidence, c.ExpiresAt)),
        RetractNote c => Outcomes.Of(new NoteRetracted(c.By, c.Reason)),
        _ => throw new UnreachableException(),
    };

    public static MemoryNote Evolve(MemoryNote state, RecordedEvent recorded) => recorded.Event switch
    {
        NoteRemembered e => new()
        {
            Id = new(recorded.Stream.Id),
            Content = e.Content,
            Author = e.Author,
            Source = e.Source,
            CreatedAt = recorded.At,
            UpdatedAt = recorded.At,
            IsConfirmed = e.Author is { IsPerson: true, IsUntrusted: false },
            Supersedes = e.Supersedes,
            LinkKey = e.Supersedes is null ? null : recorded.EffectKey(),
        },
        NoteCorrected e => state with
        {
            Content = e.Content,
            Author = e.Author,
            Reason = e.Reason,
            UpdatedAt = recorded.At,
            IsConfirmed = e.Author is { IsPerson: true, IsUntrusted: false },
            Corrections = state.Corrections + 1,
            Confirmations = 0,
            ConfirmedBy = [],
        },
        NoteConfirmed e => state with
        {
            Content = state.Content! with
            {
                Confidence = Math.Max(state.Content.Confidence, e.Confidence ?? 0),
                ExpiresAt = e.ExpiresAt ?? state.Content.ExpiresAt,
            },
            UpdatedAt = recorded.At,
            Confirmations = state.Confirmations + 1,
            ConfirmedBy = state.ConfirmedBy.Contains(e.Author.Name)
                || state.ConfirmedBy.Length >= MemoryNote.ConfirmedByMax
                ? state.ConfirmedBy
                : state.ConfirmedBy.Add(e.Author.Name),
            IsConfirmed = state.IsConfirmed || e.Author is { IsPerson: true, IsUntrusted: false },
        },
        NoteSuperseded e => state with { Standing = NoteStanding.Superseded, SupersededBy = e.By },
        NoteLinked => state with { LinkKey = null },
        NoteRetracted e => state with { Standing = NoteStanding.Retracted, Reason = e.Reason },
        NoteForgotten => new()
        {
            Id = new(recorded.Stream.Id),
            Standing = NoteStanding.Forgotten,
            UpdatedAt = recorded.At,
            EraseKey = recorded.EffectKey(),
        },
        NoteErased => state with { EraseKey = null },
        _ => throw new UnreachableException(),
    };

    public static bool BeginsAnew(DomainEvent happened) => happened is NoteForgotten;

    public static IReadOnlyList<Effect> Owed(MemoryNote state)
    {
        var owed = new List<Effect>();
        if (state is { LinkKey: { } link, Supersedes: { } earlier }) owed.Add(new LinkNote(link, earlier));
        if (state.EraseKey is { } erase) owed.Add(new EraseNote(erase));
        return owed;
    }

    public static IReadOnlyList<ReadRow> Project(MemoryNote before, RecordedEvent recorded, MemoryNote after) =>
        [new NoteRow(after)];
}
