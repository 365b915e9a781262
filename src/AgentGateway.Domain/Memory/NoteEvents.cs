using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Memory;

/// <summary>A fact is remembered.</summary>
public sealed record NoteRemembered(NoteContent Content, NoteAuthor Author, NoteSource Source, NoteId? Supersedes)
    : DomainEvent;

/// <summary>What the note says was replaced.</summary>
public sealed record NoteCorrected(NoteContent Content, NoteAuthor Author, string? Reason) : DomainEvent;

/// <summary>The same was said again, or found to be still so.</summary>
public sealed record NoteConfirmed(NoteAuthor Author, double? Confidence, DateTimeOffset? ExpiresAt) : DomainEvent;

/// <summary>A later note stands in its place.</summary>
public sealed record NoteSuperseded(NoteId By) : DomainEvent;

/// <summary>The note that this one contradicts knows of it.</summary>
public sealed record NoteLinked : DomainEvent;

/// <summary>It was wrong; it is no longer recalled.</summary>
public sealed record NoteRetracted(string By, string? Reason) : DomainEvent;

/// <summary>It is forgotten: what it said is erased next.</summary>
public sealed record NoteForgotten(string By) : DomainEvent;

/// <summary>What it said is gone.</summary>
public sealed record NoteErased : DomainEvent;
