using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Memory;

/// <summary>A search by words. Null for the scopes: in all of them.</summary>
/// <param name="At">Notes that have expired by then are not found.</param>
public sealed record MemorySearch(
    IReadOnlyList<string> Words, IReadOnlyList<MemoryScope>? Scopes, DateTimeOffset At, int Limit);
