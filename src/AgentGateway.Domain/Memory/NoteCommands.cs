using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Memory;

public abstract record NoteCommand;

/// <param name="Supersedes">An earlier note that this one contradicts; null for none.</param>
public sealed record RememberNote(NoteContent Content, NoteAuthor Author, NoteSource Source, NoteId? Supersedes)
    : NoteCommand;

/// <summary>Replaces what the note says.</summary>
public sealed record CorrectNote(NoteContent Content, NoteAuthor Author, string? Reason) : NoteCommand;

/// <summary>The same was said again, or found to be still so.</summary>
/// <param name="ExpiresAt">A later expiry; null leaves it.</param>
public sealed record ConfirmNote(NoteAuthor Author, double? Confidence, DateTimeOffset? ExpiresAt) : NoteCommand;

/// <summary>A later note contradicts this one.</summary>
public sealed record SupersedeNote(NoteId By) : NoteCommand;

/// <summary>The earlier note knows of this one.</summary>
public sealed record ConfirmNoteLinked : NoteCommand;

public sealed record RetractNote(string By, string? Reason) : NoteCommand;

/// <summary>Its text goes from everywhere.</summary>
public sealed record ForgetNote(string By) : NoteCommand;

public sealed record ConfirmNoteErased : NoteCommand;
