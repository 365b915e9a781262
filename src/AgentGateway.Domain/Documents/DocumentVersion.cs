using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Domain.Documents;

/// <summary>One text that a document had or has.</summary>
/// <param name="Reason">Why it was written, in its author's words; null where that was not said.</param>
public sealed record DocumentVersion(
    DocumentId Document,
    MemoryScope Scope,
    string Name,
    long Version,
    DocumentText Text,
    NoteAuthor Author,
    string? Reason,
    DateTimeOffset At);
