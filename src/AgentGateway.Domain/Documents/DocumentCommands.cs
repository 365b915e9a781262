using AgentGateway.Domain.Memory;

namespace AgentGateway.Domain.Documents;

public abstract record DocumentCommand;

/// <param name="Over">The version that the text was made from; 0 for none.</param>
public sealed record WriteDocument(
    MemoryScope Scope, string Name, long Over, DocumentText Text, NoteAuthor Author, string? Reason) : DocumentCommand;

/// <summary>All its texts go from everywhere.</summary>
public sealed record ForgetDocument(string By) : DocumentCommand;

public sealed record ConfirmDocumentErased : DocumentCommand;
