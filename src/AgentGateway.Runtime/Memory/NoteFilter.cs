using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Memory;

/// <summary>Which notes; null leaves a condition out.</summary>
/// <param name="Subject">In any case of letters.</param>
/// <param name="At">Only notes that have not expired by then.</param>
public sealed record NoteFilter(
    IReadOnlyList<MemoryScope>? Scopes = null,
    NoteStanding? Standing = null,
    string? Subject = null,
    DateTimeOffset? At = null);
