using System.Diagnostics;

namespace AgentGateway.Domain.Documents;

/// <summary>
/// The rules of documents. A text is written over the version that it was made from; over another one it is refused, so
/// that no author overwrites what they have not seen.
/// </summary>
public sealed class DocumentMachine : IMachine<DocumentState, DocumentCommand>
{
    public static string Kind => "document";

    public static int SnapshotVersion => 1;

    public static DocumentState Initial => DocumentState.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(
        DocumentState state, DocumentCommand command) => command switch
    {
        WriteDocument c when c.Text.Text.Length > DocumentState.CharactersMax => DocumentRejections.TooLong,
        WriteDocument c when c.Over != (state.IsForgotten ? 0 : state.Version) =>
            DocumentRejections.Conflict(state with { Name = c.Name }, c.Over),
        WriteDocument c => Outcomes.Of(
            new DocumentWritten(c.Scope, c.Name, state.Version + 1, c.Text, c.Author, c.Reason)),
        ForgetDocument or ConfirmDocumentErased when state.Version == 0 => DocumentRejections.Unknown,
        ForgetDocument when state.IsForgotten => Outcomes.Nothing,
        ForgetDocument c => Outcomes.Of(new DocumentForgotten(state.Scope, state.Name, state.Version, c.By)),
        ConfirmDocumentErased => state.EraseKey is null ? Outcomes.Nothing : Outcomes.Of(new DocumentErased()),
        _ => throw new UnreachableException(),
    };

    public static DocumentState Evolve(DocumentState state, RecordedEvent recorded) => recorded.Event switch
    {
        DocumentWritten e => state with
        {
            Id = new(recorded.Stream.Id),
            Scope = e.Scope,
            Name = e.Name,
            Version = e.Version,
            FirstKept = Math.Max(state.FirstKept, e.Version - DocumentState.VersionsKept + 1),
            Author = e.Author.Name,
            IsForgotten = false,
        },
        DocumentForgotten e => new()
        {
            Id = new(recorded.Stream.Id),
            Scope = e.Scope,
            Name = e.Name,
            Version = e.Versions,
            FirstKept = e.Versions + 1,
            IsForgotten = true,
            ForgottenAt = recorded.Version,
            EraseKey = recorded.EffectKey(),
        },
        DocumentErased => state with { EraseKey = null },
        _ => throw new UnreachableException(),
    };

    public static bool BeginsAnew(DomainEvent happened) => happened is DocumentForgotten;

    public static IReadOnlyList<Effect> Owed(DocumentState state) =>
        state.EraseKey is { } erase ? [new EraseDocument(erase)] : [];

    public static IReadOnlyList<ReadRow> Project(DocumentState before, RecordedEvent recorded, DocumentState after)
    {
        var document = recorded.Stream.Id;
        var rows = new List<ReadRow>();
        for (var version = before.FirstKept; version < after.FirstKept && version <= before.Version; version++)
            rows.Add(new DocumentVersionRow(document, version, null));
        if (recorded.Event is DocumentWritten e)
            rows.Add(new DocumentVersionRow(
                document,
                e.Version,
                new(new(document), e.Scope, e.Name, e.Version, e.Text, e.Author, e.Reason, recorded.At)));
        return rows;
    }
}
