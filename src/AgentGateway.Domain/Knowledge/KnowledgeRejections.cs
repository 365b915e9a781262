using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Knowledge;

/// <summary>Why something about a piece of knowledge is refused.</summary>
public static class KnowledgeRejections
{
    public static readonly Rejection Unknown = new(
        "unknown_knowledge", "There is no such piece of knowledge here.", "knowledge_search finds those that you can read.");

    public static readonly Rejection Own = new(
        "own_knowledge", "Its author does not review it.",
        "Another agent or a person reviews it: agw knowledge promote ID.");

    public static readonly Rejection PersonOnly = new(
        "not_allowed", "Only a person approves knowledge, or takes back what a person approved.",
        "An agent promotes it at most (trust promoted); a person runs agw knowledge promote ID --trust approved.");

    public static Rejection NotCurrent(KnowledgeItem item) => new(
        "knowledge_not_current",
        item.ReplacedBy is { } by ? $"{item.Id} was replaced by {by}." : $"{item.Id} was rejected.",
        "Put it anew if it is right after all.");

    public static Rejection Reviewed(KnowledgeId id) => new(
        "knowledge_reviewed", $"{id} was reviewed, and what was reviewed is not overwritten.",
        "Call knowledge_put again: it becomes a candidate beside it.");
}
