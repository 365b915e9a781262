namespace AgentGateway.Runtime.Memory;

/// <summary>One fact that is remembered.</summary>
public sealed record NoteView
{
    public required string Id { get; init; }

    /// <summary>fact, preference, decision, lesson or event.</summary>
    public required string Kind { get; init; }

    public required string Scope { get; init; }

    public string? Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>active, superseded or retracted.</summary>
    public required string State { get; init; }

    /// <summary>untrusted, working or confirmed.</summary>
    public required string Trust { get; init; }

    public required double Confidence { get; init; }

    /// <summary>Who wrote what it says now.</summary>
    public required string Author { get; init; }

    /// <summary>Where it was learned; null where that is not known.</summary>
    public string? Source { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How often the same was said later.</summary>
    public int Confirmations { get; init; }

    /// <summary>How often its text was corrected.</summary>
    public int Corrections { get; init; }

    /// <summary>The earlier note that it contradicts.</summary>
    public string? Supersedes { get; init; }

    /// <summary>The later note that stands in its place.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Why it was retracted or last corrected.</summary>
    public string? Reason { get; init; }
}

/// <summary>A note that was written.</summary>
/// <param name="Outcome">
/// remembered, merged (it said the same as an earlier note, which is confirmed), superseded (it stands in an earlier
/// note's place), corrected, confirmed or retracted.
/// </param>
/// <param name="Superseded">The note in whose place it stands.</param>
public sealed record RememberedView(string Outcome, NoteView Note, NoteView? Superseded = null);

/// <summary>What is forgotten.</summary>
/// <param name="Id">Of the note or the document.</param>
/// <param name="Erased">Whether its words are gone already; else they are being erased, also after a restart.</param>
public sealed record ForgottenView(string Id, bool Erased);

/// <summary>A document without its text.</summary>
/// <param name="Version">0: it was never written, and what it says comes from elsewhere.</param>
public sealed record DocumentItemView(
    string Id, string Scope, string Name, long Version, int Characters, string? Author, DateTimeOffset? UpdatedAt);

/// <summary>One version of a document.</summary>
public sealed record DocumentView
{
    public required string Id { get; init; }

    public required string Scope { get; init; }

    public required string Name { get; init; }

    /// <summary>Give it back when you write the document; 0 where it was never written.</summary>
    public required long Version { get; init; }

    public required string Text { get; init; }

    /// <summary>replaced, appended, edited, restored or imported.</summary>
    public string? Change { get; init; }

    public string? Author { get; init; }

    public string? Reason { get; init; }

    /// <summary>Whether its words came from outside, and so may be wrong or hostile.</summary>
    public bool Untrusted { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>What this version changed, as a unified diff; null where it was not asked for.</summary>
    public string? Diff { get; init; }
}

/// <summary>What was asked for: a document, a note, or a list of both, notes newest first.</summary>
public sealed record MemoryReadView(IReadOnlyList<DocumentItemView> Documents, IReadOnlyList<NoteView> Notes)
{
    public DocumentView? Document { get; init; }

    public NoteView? Note { get; init; }

    public string? NextCursor { get; init; }
}

/// <summary>A document that was written.</summary>
/// <param name="Changed">False where it said this already.</param>
/// <param name="Diff">What was changed, as a unified diff.</param>
public sealed record DocumentWrittenView(
    string Id, string Scope, string Name, long Version, bool Changed, int Characters, int CharactersMax, string Diff);

/// <summary>One change of a note or a document.</summary>
/// <param name="Version">Of a document: the number of the text; of a note, of the change.</param>
/// <param name="Change">What happened, in a word.</param>
/// <param name="Text">What it said from then on; null where the change has no text.</param>
/// <param name="Diff">Of a document: what was changed, as a unified diff.</param>
public sealed record MemoryChangeView(
    long Version, string Change, string Author, DateTimeOffset At, string? Reason, string? Text, string? Diff);

/// <summary>The changes of a note or a document, newest first.</summary>
public sealed record MemoryHistoryView(string Id, IReadOnlyList<MemoryChangeView> Changes, long? NextBefore);
