using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Recall;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Memory;

/// <summary>
/// Remembers facts as notes. A note that says the same as an earlier one confirms it, and one that contradicts an earlier
/// one stands in its place: both are found by their words (<see cref="NoteComparison"/>), one after another within a
/// scope, whatever their subjects, so that of two notes at once the second sees the first.
/// </summary>
public sealed class NoteService : ICommitSubscriber<MemoryNote>
{
    /// <summary>So many earlier notes with words of the new one are compared with it.</summary>
    private const int ComparedMax = 40;

    private const int PageUsual = 50;

    /// <summary>So often a note is compared anew because the one that said the same ended in between.</summary>
    private const int TriesMax = 5;

    /// <summary>An answer waits so long until what was forgotten is erased.</summary>
    private static readonly TimeSpan ErasedWithin = TimeSpan.FromSeconds(30);

    private readonly MachineHost<NoteMachine, MemoryNote, NoteCommand> _host;
    private readonly IMemoryReads _reads;
    private readonly MemoryCallers _callers;
    private readonly IdempotencyKeys _keys;
    private readonly IJournal _journal;
    private readonly IIdSource _ids;
    private readonly KeyedGate _remembering = new();
    private readonly KeySignals<NoteId> _erased;

    internal NoteService(
        MachineHost<NoteMachine, MemoryNote, NoteCommand> host,
        IMemoryReads reads,
        MemoryCallers callers,
        IdempotencyKeys keys,
        IJournal journal,
        IIdSource ids,
        TimeProvider time) =>
        (_host, _reads, _callers, _keys, _journal, _ids, _erased) =
            (host, reads, callers, keys, journal, ids, new(time));

    /// <summary>Remembers a fact, merges it with a note that says the same, or puts it in another one's place.</summary>
    public async Task<Outcome<RememberedView>> RememberAsync(
        ToolRequest request, Remember asked, CancellationToken cancellationToken)
    {
        if (Content(request, asked).IsRejected(out var refused, out var content)) return refused;
        var once = _keys.Of(
            request.Caller,
            asked.IdempotencyKey ?? CallKey(request),
            asked.Text, asked.Subject, asked.Kind, content.Scope.ToString(), asked.Supersedes);
        if ((await once.EarlierAsync(cancellationToken)).IsRejected(out refused, out var earlier)) return refused;
        if (earlier is not null) return await AgainAsync(earlier, cancellationToken);
        var source = asked.Source with { Thread = asked.Source.Thread ?? request.Thread };
        var author = await _callers.AuthorAsync(request, source, cancellationToken);
        using var alone = await _remembering.EnterAsync(content.Scope.ToString(), cancellationToken);
        NoteLikeness likeness;
        MemoryNote? known;
        for (var tries = 1; ; tries++)
        {
            (likeness, known) = await AlikeAsync(content, cancellationToken);
            if (likeness != NoteLikeness.Same || asked.Supersedes is not null) break;
            var confirmed = await SendAsync(
                known!.Id,
                author.Name,
                new ConfirmNote(author, asked.Confidence, content.ExpiresAt),
                once.With<MemoryNote>(receipt => $"merged {receipt.State.Id}"),
                cancellationToken);

            // A note that was retracted or forgotten since it was compared says the same no more.
            if (tries == TriesMax || !confirmed.IsRejected(out _, out _)
                || await _reads.NoteAsync(known.Id, cancellationToken) is { Standing: NoteStanding.Active })
                return confirmed.Map(receipt => new RememberedView("merged", MemoryTexts.Of(receipt.State)));
        }

        if (asked.Supersedes is { } named)
        {
            if ((await FindAsync(request, named, cancellationToken)).IsRejected(out refused, out known)) return refused;
            if (known.Standing != NoteStanding.Active) return NoteRejections.NotActive(known);
            likeness = NoteLikeness.Contradicts;
        }

        var stamp = _ids.Next();
        var id = NoteId.Of(stamp.Id(NoteId.Prefix.TrimEnd('_'), 0));
        var before = likeness == NoteLikeness.Contradicts ? known : null;
        var outcome = await SendAsync(
            id,
            author.Name,
            new RememberNote(content, author, source, before?.Id),
            once.With<MemoryNote>(receipt => $"{(before is null ? "remembered" : "superseded")} {receipt.State.Id}"),
            cancellationToken);
        if (outcome.IsRejected(out refused, out var remembered)) return refused;
        if (before is null) return new RememberedView("remembered", MemoryTexts.Of(remembered.State));

        // The effect of the new note says this too, after a crash; here the answer waits for it.
        var replaced = await SendAsync(before.Id, author.Name, new SupersedeNote(id), null, cancellationToken);
        return replaced.Map(receipt => new RememberedView(
            "superseded", MemoryTexts.Of(remembered.State), MemoryTexts.Of(receipt.State)));
    }

    /// <summary>Corrects, confirms or retracts a note.</summary>
    public async Task<Outcome<RememberedView>> ChangeAsync(
        ToolRequest request, ChangeNote asked, CancellationToken cancellationToken)
    {
        if ((await FindAsync(request, asked.Id, cancellationToken)).IsRejected(out var refused, out var note))
            return refused;
        if (TimeArgument.Ahead("expires", asked.Expires, _ids.Next().Now).IsRejected(out refused, out var expires))
            return refused;
        var author = await _callers.AuthorAsync(request, NoteSource.None, cancellationToken);
        NoteCommand? command;
        switch (asked.Action)
        {
            case "confirm":
                command = new ConfirmNote(author, asked.Confidence, expires);
                break;
            case "retract":
                command = new RetractNote(author.Name, asked.Reason);
                break;
            default:
                if (Correction(note, asked, expires, author).IsRejected(out refused, out command)) return refused;
                break;
        }

        var outcome = await SendAsync(note.Id, author.Name, command, null, cancellationToken);
        return outcome.Map(receipt => new RememberedView($"{Past(asked.Action)}", MemoryTexts.Of(receipt.State)));
    }

    /// <summary>
    /// Forgets a note for good. Answers when its words are gone, or after half a minute when that takes longer.
    /// </summary>
    public async Task<Outcome<ForgottenView>> ForgetAsync(
        ToolRequest request, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(request, id, cancellationToken)).IsRejected(out var refused, out var note)) return refused;
        return await ForgetAsync(note.Id, request.Caller.Principal.Name, cancellationToken);
    }

    /// <summary>The scope of a note, for judging a call; null where there is no such note.</summary>
    internal async ValueTask<string?> ScopeOfAsync(string id, CancellationToken cancellationToken) =>
        PrefixedId.Parse<NoteId>(id) is { } note
            ? (await _reads.NoteAsync(note, cancellationToken))?.Content!.Scope.ToString()
            : null;

    /// <summary>The note of that id, if the caller may see its scope.</summary>
    public async Task<Outcome<NoteView>> ReadAsync(
        ToolRequest request, string id, CancellationToken cancellationToken) =>
        (await FindAsync(request, id, cancellationToken)).Map(MemoryTexts.Of);

    /// <summary>Notes that count, newest first, with the cursor of the next page.</summary>
    /// <param name="scopes">Null: of all scopes.</param>
    public async Task<Outcome<(IReadOnlyList<NoteView> Notes, string? Next)>> ListAsync(
        IReadOnlyList<MemoryScope>? scopes, int? limit, string? cursor, CancellationToken cancellationToken)
    {
        if (PageLimit.Read(limit, PageUsual).IsRejected(out var refused, out var count)) return refused;
        if (Cursor.ReadKey(cursor, _journal).IsRejected(out refused, out var after)) return refused;
        var found = await _reads.NotesAsync(
            new(scopes, NoteStanding.Active, null, _ids.Next().Now),
            after is null ? null : NoteId.Of(after),
            count + 1,
            cancellationToken);
        var next = found.Count > count ? Cursor.Of(_journal, found[count - 1].Id.Value).ToString() : null;
        return ((IReadOnlyList<NoteView>)[.. found.Take(count).Select(MemoryTexts.Of)], next);
    }

    /// <summary>What became of a note, newest first.</summary>
    public async Task<Outcome<MemoryHistoryView>> HistoryAsync(
        ToolRequest request, string id, CancellationToken cancellationToken)
    {
        const int changesMax = 500;
        if ((await FindAsync(request, id, cancellationToken)).IsRejected(out var refused, out var note)) return refused;
        var stored = await _journal.ReadStreamAsync(
            StreamId.Of(NoteMachine.Kind, note.Id.Value), 0, changesMax, cancellationToken);
        return new MemoryHistoryView(
            note.Id.Value,
            [
                .. stored.Where(each => each.Payload is not null).Reverse()
                    .Select(each => NoteChanges.Of(SnapshotCodec.Read(NoteStream.Kind, each))).OfType<MemoryChangeView>(),
            ],
            null);
    }

    /// <summary>Forgets all notes of a thread's scope, because the thread was deleted.</summary>
    internal async Task ForgetOfThreadAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        const int page = 100;
        var filter = new NoteFilter([MemoryScope.Thread(thread.Value)]);
        while (await _reads.NotesAsync(filter, null, page, cancellationToken) is { Count: > 0 } notes)
            foreach (var note in notes)
                await ForgetAsync(note.Id, "daemon", cancellationToken);
    }

    void ICommitSubscriber<MemoryNote>.Committed(Receipt<MemoryNote> receipt)
    {
        if (receipt.State is { Standing: NoteStanding.Forgotten, EraseKey: null }) _erased.Tell(receipt.State.Id);
    }

    private static string Past(string action) => action switch
    {
        "confirm" => "confirmed",
        "retract" => "retracted",
        _ => "corrected",
    };

    private static Outcome<NoteCommand> Correction(
        MemoryNote note, ChangeNote asked, DateTimeOffset? expires, NoteAuthor author)
    {
        var content = note.Content! with
        {
            Text = asked.Text?.Trim() ?? note.Content.Text,
            Subject = asked.Subject?.Trim() ?? note.Content.Subject,
            Confidence = asked.Confidence ?? note.Content.Confidence,
            ExpiresAt = expires ?? note.Content.ExpiresAt,
        };
        if (Refuse(content) is { } wrong) return wrong;
        if (content == note.Content)
            return new Rejection(
                "invalid_argument", "Nothing is to be corrected.", "Give text, subject, confidence or expires.");

        // Words that came from outside are no more trusted because something else of the note was corrected.
        var isUntrusted = author.IsUntrusted || (asked.Text is null && note.Author!.IsUntrusted);
        return new CorrectNote(content, author with { IsUntrusted = isUntrusted }, asked.Reason);
    }

    /// <summary>A call that a turn makes again after a crash is the same call.</summary>
    private static string? CallKey(ToolRequest request) =>
        request.Key is { Length: > 0 and <= IdempotencyKeys.CharactersMax } key ? key : null;

    private static Rejection? Refuse(NoteContent content) =>
        content.Text.Length == 0 ? MemoryRejections.Empty
        : content.Text.Length > NoteContent.CharactersMax ? MemoryRejections.TooLong
        : content.Subject.Length > NoteContent.SubjectCharactersMax ? MemoryRejections.SubjectTooLong
        : null;

    private Outcome<NoteContent> Content(ToolRequest request, Remember asked)
    {
        if (MemoryCallers.Scope(request, asked.Scope).IsRejected(out var refused, out var scope)) return refused;
        var now = _ids.Next().Now;
        if (TimeArgument.Ahead("expires", asked.Expires, now).IsRejected(out refused, out var expires)) return refused;
        if (expires <= now) return MemoryRejections.Expired;
        var kind = Enum.GetValues<NoteKind>().FirstOrDefault(value => ViewWriter.Word(value) == asked.Kind);
        var content = new NoteContent(
            asked.Text.Trim(), asked.Subject?.Trim() ?? "", kind, scope, asked.Confidence ?? 1, expires);
        return Refuse(content) is { } wrong ? wrong : content;
    }

    /// <summary>The earlier note that says the same, or else the one that is contradicted.</summary>
    private async Task<(NoteLikeness Likeness, MemoryNote? Note)> AlikeAsync(
        NoteContent content, CancellationToken cancellationToken)
    {
        var words = RecallWords.Of($"{content.Subject} {content.Text}");
        var found = await _reads.FindNotesAsync(
            new(words, [content.Scope], _ids.Next().Now, ComparedMax), cancellationToken);
        MemoryNote? contradicted = null;
        foreach (var (note, _) in found)
            switch (NoteComparison.Compare(note.Content!, content))
            {
                case NoteLikeness.Same:
                    return (NoteLikeness.Same, note);
                case NoteLikeness.Contradicts:
                    contradicted ??= note;
                    break;
            }

        return contradicted is null ? (NoteLikeness.Different, null) : (NoteLikeness.Contradicts, contradicted);
    }

    private async Task<Outcome<RememberedView>> AgainAsync(string answer, CancellationToken cancellationToken)
    {
        var (outcome, id) = (answer.Split(' ')[0], answer.Split(' ')[1]);
        if (await _reads.NoteAsync(NoteId.Of(id), cancellationToken) is not { } note) return NoteRejections.Unknown;
        var before = note.Supersedes is { } earlier ? await _reads.NoteAsync(earlier, cancellationToken) : null;
        return new RememberedView(
            outcome, MemoryTexts.Of(note), outcome == "superseded" && before is not null ? MemoryTexts.Of(before) : null);
    }

    private async Task<Outcome<MemoryNote>> FindAsync(
        ToolRequest request, string id, CancellationToken cancellationToken)
    {
        if (PrefixedId.Parse<NoteId>(id) is not { } note) return NoteRejections.Unknown;
        if (await _reads.NoteAsync(note, cancellationToken) is not { } found) return NoteRejections.Unknown;

        // A note out of reach is not told from one that is not there.
        return Recall.MemoryReach.Reads(request, found.Content!.Scope) ? found : NoteRejections.Unknown;
    }

    private async Task<Outcome<ForgottenView>> ForgetAsync(NoteId id, string by, CancellationToken cancellationToken)
    {
        if ((await SendAsync(id, by, new ForgetNote(by), null, cancellationToken)).IsRejected(out var refused, out _))
            return refused;
        var isErased = await _erased.UntilAsync(
            id,
            async () => await _host.LoadAsync(StreamId.Of(NoteMachine.Kind, id.Value), cancellationToken)
                is { Standing: NoteStanding.Forgotten, EraseKey: null },
            ErasedWithin,
            cancellationToken);
        return new ForgottenView(id.Value, isErased);
    }

    private Task<Outcome<Receipt<MemoryNote>>> SendAsync(
        NoteId id,
        string by,
        NoteCommand command,
        IdempotencyRequest<MemoryNote>? once,
        CancellationToken cancellationToken) =>
        _host.SendAsync(
            StreamId.Of(NoteMachine.Kind, id.Value), command, new(by, _ids.Next().Now), once, cancellationToken);
}
