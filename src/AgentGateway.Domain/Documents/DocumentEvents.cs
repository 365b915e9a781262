using AgentGateway.Domain.Memory;

namespace AgentGateway.Domain.Documents;

/// <summary>The document has another text.</summary>
/// <param name="Version">The number of this text.</param>
public sealed record DocumentWritten(
    MemoryScope Scope, string Name, long Version, DocumentText Text, NoteAuthor Author, string? Reason) : DomainEvent;

/// <summary>It is forgotten: its texts are erased next.</summary>
/// <param name="Versions">How many it has had, so that the numbers of later texts go on from there.</param>
public sealed record DocumentForgotten(MemoryScope Scope, string Name, long Versions, string By) : DomainEvent;

/// <summary>Its texts are gone.</summary>
public sealed record DocumentErased : DomainEvent;
