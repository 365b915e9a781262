using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory;

/// <summary>
/// Reads and writes documents. A change is made from the present text and written over exactly that version: where
/// another author was faster, appending and removing begin anew with the newer text, and replacing is refused with the
/// difference.
/// </summary>
public sealed class DocumentService : ICommitSubscriber<DocumentState>
{
    private const int DiffCharactersMax = 8_000;
    private const int VersionsUsual = 20;

    /// <summary>So often a change is made anew because others wrote in between.</summary>
    private const int TriesMax = 20;

    private static readonly TimeSpan ErasedWithin = TimeSpan.FromSeconds(30);

    private readonly MachineHost<DocumentMachine, DocumentState, DocumentCommand> _host;
    private readonly IMemoryReads _reads;
    private readonly MemoryCallers _callers;
    private readonly AgentCatalogue _agents;
    private readonly IIdSource _ids;
    private readonly KeySignals<DocumentId> _erased;

    internal DocumentService(
        MachineHost<DocumentMachine, DocumentState, DocumentCommand> host,
        IMemoryReads reads,
        MemoryCallers callers,
        AgentCatalogue agents,
        IIdSource ids,
        TimeProvider time) =>
        (_host, _reads, _callers, _agents, _ids, _erased) = (host, reads, callers, agents, ids, new(time));

    /// <summary>What the persona of an agent says instead of its definition; null where SOUL is not written.</summary>
    public async ValueTask<string?> SoulAsync(AgentId agent, CancellationToken cancellationToken) =>
        (await _reads.DocumentAsync(
            DocumentNames.Id(MemoryScope.Agent(agent.Value), DocumentNames.Soul), cancellationToken))?.Text.Text;

    /// <summary>A document as it is now, or one of its versions.</summary>
    public async Task<Outcome<DocumentView>> ReadAsync(
        ToolRequest request, string name, string? scope, long? version, CancellationToken cancellationToken)
    {
        if (Find(request, name, scope).IsRejected(out var refused, out var found)) return refused;
        var read = version is { } asked
            ? await _reads.DocumentAsync(found.Id, asked, cancellationToken)
            : await _reads.DocumentAsync(found.Id, cancellationToken);
        if (read is not null) return MemoryTexts.Of(read);
        if (version is not (null or 0) || Given(found.Scope, found.Name) is not { } given) return DocumentRejections.Unknown;
        return new DocumentView
        {
            Id = found.Id.Value, Scope = found.Scope.ToString(), Name = found.Name, Version = 0, Text = given,
        };
    }

    /// <summary>All documents of these scopes; null for all scopes.</summary>
    public async Task<IReadOnlyList<DocumentItemView>> ListAsync(
        IReadOnlyList<MemoryScope>? scopes, CancellationToken cancellationToken) =>
        [.. (await _reads.DocumentsAsync(scopes, cancellationToken)).Select(MemoryTexts.Item)];

    /// <summary>Changes a document, and answers with the difference when that is durable.</summary>
    public async Task<Outcome<DocumentWrittenView>> WriteAsync(
        ToolRequest request, ChangeDocument asked, CancellationToken cancellationToken)
    {
        if (Find(request, asked.Name, asked.Scope).IsRejected(out var refused, out var found)) return refused;
        var author = await _callers.AuthorAsync(request, NoteSource.None, cancellationToken);
        for (var tries = 1; ; tries++)
        {
            var now = await _reads.DocumentAsync(found.Id, cancellationToken);
            if ((await ChangedAsync(found, now, asked, author, cancellationToken)).IsRejected(out refused, out var changed))
                return refused;
            var (text, writer) = (changed.Text, author with { IsUntrusted = author.IsUntrusted || changed.KeepsDistrust });
            var isVouchedFor = now is { Author.IsUntrusted: true } && !writer.IsUntrusted;
            if (now is not null && text.Text == now.Text.Text && !isVouchedFor)
                return Written(found, now.Version, false, text.Text, "");
            var outcome = await _host.SendAsync(
                found.Id.Value,
                new WriteDocument(found.Scope, found.Name, now?.Version ?? 0, text, writer, asked.Reason),
                new(author.Name, _ids.Next().Now),
                cancellationToken);
            var before = now?.Text.Text ?? Given(found.Scope, found.Name) ?? "";
            if (!outcome.IsRejected(out refused, out var receipt))
                return Written(
                    found,
                    receipt.State.Version,
                    true,
                    text.Text,
                    TextDiff.Unified(found.Name, before, text.Text, DiffCharactersMax));
            if (refused.Code != ConflictCode || asked.Version is not null || tries == TriesMax) return refused;
        }
    }

    /// <summary>The versions of a document, newest first, each with what it changed.</summary>
    public async Task<Outcome<MemoryHistoryView>> HistoryAsync(
        ToolRequest request, string name, string? scope, long? before, int? limit, CancellationToken cancellationToken)
    {
        if (Find(request, name, scope).IsRejected(out var refused, out var found)) return refused;
        var count = Math.Clamp(limit ?? VersionsUsual, 1, 100);
        var versions = await _reads.VersionsAsync(found.Id, before ?? long.MaxValue, count + 1, cancellationToken);
        if (versions.Count == 0 && before is null) return DocumentRejections.Unknown;
        var given = Given(found.Scope, found.Name) ?? "";
        List<MemoryChangeView> changes = [];
        foreach (var (at, version) in versions.Take(count).Index())
        {
            var earlier = at + 1 < versions.Count ? versions[at + 1].Text.Text : version.Version == 1 ? given : null;
            changes.Add(new(
                version.Version,
                Views.ViewWriter.Word(version.Text.Change),
                version.Author.Name,
                version.At,
                version.Reason,
                null,
                earlier is null
                    ? null
                    : TextDiff.Unified(found.Name, earlier, version.Text.Text, DiffCharactersMax)));
        }

        return new MemoryHistoryView(
            found.Id.Value, changes, versions.Count > count ? versions[count - 1].Version : null);
    }

    /// <summary>Forgets a document with all its versions, for good.</summary>
    public async Task<Outcome<ForgottenView>> ForgetAsync(
        ToolRequest request, string id, CancellationToken cancellationToken)
    {
        if (PrefixedId.Parse<DocumentId>(id) is not { } document
            || await _reads.DocumentAsync(document, cancellationToken) is not { } found
            || !MemoryReach.Reads(request, found.Scope))
            return DocumentRejections.Unknown;
        var by = request.Caller.Principal.Name;
        var outcome = await _host.SendAsync(
            document.Value, new ForgetDocument(by), new(by, _ids.Next().Now), cancellationToken);
        if (outcome.IsRejected(out var refused, out _)) return refused;
        var isErased = await _erased.UntilAsync(
            document,
            async () => await _host.LoadAsync(
                StreamId.Of(DocumentMachine.Kind, document.Value), cancellationToken) is { EraseKey: null },
            ErasedWithin,
            cancellationToken);
        return new ForgottenView(id, isErased);
    }

    /// <summary>The present version of the document of that id; null where there is none.</summary>
    internal async ValueTask<DocumentVersion?> FindAsync(string id, CancellationToken cancellationToken) =>
        PrefixedId.Parse<DocumentId>(id) is { } document
            ? await _reads.DocumentAsync(document, cancellationToken)
            : null;

    /// <summary>The document that a call names.</summary>
    public static Outcome<(MemoryScope Scope, string Name, DocumentId Id)> Find(
        ToolRequest request, string name, string? scope)
    {
        if (DocumentNames.Read(name).IsRejected(out var refused, out var known)) return refused;
        var named = scope ?? DocumentNames.UsualScope(known);
        if (named == "agent" && scope is null && MemoryCallers.AgentOf(request) is null)
            return new Rejection(
                "invalid_scope",
                $"{known} belongs to an agent, and this call says none.",
                "Name the agent's scope, such as agent:main.");
        if (MemoryCallers.Scope(request, named).IsRejected(out refused, out var found)) return refused;
        return (found, known, DocumentNames.Id(found, known));
    }

    void ICommitSubscriber<DocumentState>.Committed(Receipt<DocumentState> receipt)
    {
        if (receipt.State is { EraseKey: null, ForgottenAt: > 0 }) _erased.Tell(receipt.State.Id);
    }

    private static string ConflictCode { get; } = DocumentRejections.Conflict(DocumentState.Initial, 0).Code;

    /// <summary>
    /// Whether a whole text is no more trusted than the one before it: an agent or a program that keeps a line of words
    /// from outside has not made them its own. A person who writes the whole vouches for it.
    /// </summary>
    private static bool KeepsLineOf(DocumentVersion? now, string text, NoteAuthor author)
    {
        if (now is not { Author.IsUntrusted: true } || author.IsPerson) return false;
        var known = Lines(now.Text.Text).ToHashSet(StringComparer.Ordinal);
        return Lines(text).Any(known.Contains);
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static DocumentWrittenView Written(
        (MemoryScope Scope, string Name, DocumentId Id) found, long version, bool changed, string text, string diff) =>
        new(
            found.Id.Value,
            found.Scope.ToString(),
            found.Name,
            version,
            changed,
            text.Length,
            DocumentState.CharactersMax,
            diff);

    /// <summary>What a document says before it is written: of SOUL, the persona of the agent's definition.</summary>
    private string? Given(MemoryScope scope, string name) =>
        name == DocumentNames.Soul && scope.Kind == MemoryScopeKind.Agent
            ? _agents.Roster.Find(scope.Name)?.Persona
            : null;

    /// <summary>The text that the change gives, and what of it keeps the mark of words from outside.</summary>
    private async Task<Outcome<Changed>> ChangedAsync(
        (MemoryScope Scope, string Name, DocumentId Id) found,
        DocumentVersion? now,
        ChangeDocument asked,
        NoteAuthor author,
        CancellationToken cancellationToken)
    {
        if (asked.Mode == "restore")
        {
            if (asked.Version is not { } wanted)
                return new Rejection(
                    "invalid_argument", "restore needs a version.", "memory_history names the versions.");
            return await _reads.DocumentAsync(found.Id, wanted, cancellationToken) is { } past
                ? new Changed(new(past.Text.Text, DocumentChange.Restored), past.Author.IsUntrusted)
                : DocumentRejections.Unknown;
        }

        if (asked.Version is { } over && over != (now?.Version ?? 0))
            return await ConflictAsync(found, now, over, cancellationToken);
        var text = now?.Text.Text ?? Given(found.Scope, found.Name) ?? "";

        // What is left of a text that came from outside is no more trusted because another author changed the rest.
        var isUntrusted = now is { Author.IsUntrusted: true };
        switch (asked.Mode)
        {
            case "append":
                return string.IsNullOrWhiteSpace(asked.Text)
                    ? MemoryRejections.Empty
                    : new Changed(new(Appended(text, asked.Text), DocumentChange.Appended), isUntrusted);
            case "remove":
                return Replaced(text, asked.Text, "").Map(left => new Changed(left, isUntrusted));
            case "replace" when asked.Passage is { } passage:
                return Replaced(text, passage, asked.Text ?? "").Map(left => new Changed(left, isUntrusted));
            default:
                if (asked.Text is null)
                    return new Rejection("invalid_argument", "text is missing.", "Give the whole text.");

                // What another author wrote is not overwritten unseen; the version says that it was seen.
                if (asked.Version is null && now is not null && now.Author.Name != author.Name)
                    return await ConflictAsync(found, now, 0, cancellationToken);
                return new Changed(
                    new(asked.Text, DocumentChange.Replaced), KeepsLineOf(now, asked.Text, author));
        }
    }

    /// <summary>The refusal with what was changed since the version that the author knew.</summary>
    private async Task<Rejection> ConflictAsync(
        (MemoryScope Scope, string Name, DocumentId Id) found,
        DocumentVersion? now,
        long over,
        CancellationToken cancellationToken)
    {
        var state = DocumentState.Initial with
        {
            Name = found.Name, Version = now?.Version ?? 0, Author = now?.Author.Name ?? "no one",
        };
        var conflict = DocumentRejections.Conflict(state, over);
        var known = over == 0 ? "" : (await _reads.DocumentAsync(found.Id, over, cancellationToken))?.Text.Text;
        if (known is null || now is null) return conflict;
        var difference = TextDiff.Unified(found.Name, known, now.Text.Text, DiffCharactersMax);
        return conflict with { Message = $"{conflict.Message} The difference:\n{difference}" };
    }

    private static string Appended(string text, string added) =>
        text.Length == 0 ? added.Trim('\n')
        : text.EndsWith('\n') ? text + added.Trim('\n')
        : $"{text}\n{added.Trim('\n')}";

    private static Outcome<DocumentText> Replaced(string text, string? passage, string by)
    {
        if (string.IsNullOrEmpty(passage)) return MemoryRejections.NoPassage;
        var at = text.IndexOf(passage, StringComparison.Ordinal);
        if (at < 0 || text.IndexOf(passage, at + 1, StringComparison.Ordinal) >= 0) return MemoryRejections.NoPassage;
        return new DocumentText(
            string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + passage.Length)), DocumentChange.Edited);
    }

    /// <param name="KeepsDistrust">Whether it has words from outside, wherever its author read them.</param>
    private sealed record Changed(DocumentText Text, bool KeepsDistrust);
}
