using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Knowledge;

/// <summary>What was decided before work began.</summary>
/// <param name="About">
/// A digest of the words that told what was about to be done: the words themselves are in the thread, and go with it.
/// </param>
/// <param name="Items">The pieces of knowledge that it was decided by, the best first.</param>
/// <param name="Reason">A sentence that names pieces by their ids, because what they say may be forgotten.</param>
/// <param name="Agent">Who was about to do it; null for people and programs.</param>
public sealed record PreflightDecided(
    PreflightDecision Decision, string About, IReadOnlyList<KnowledgeId> Items, string Reason, string? Agent)
    : DomainEvent
{
    /// <summary>Which start of the task in whose stream it stands, from 1; 0 outside of tasks.</summary>
    public int Attempt { get; init; }
}
