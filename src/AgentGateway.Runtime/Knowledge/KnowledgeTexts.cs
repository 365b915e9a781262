using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>Pieces of knowledge as front ends and models see them.</summary>
internal static class KnowledgeTexts
{
    public static KnowledgeView Of(KnowledgeItem item, DateTimeOffset now)
    {
        var content = item.Content!;
        return new()
        {
            Id = item.Id.Value,
            Subject = content.Subject,
            Scope = content.Scope.ToString(),
            Type = content.Type,
            Summary = content.Summary,
            Payload = content.Payload.Length == 0 ? null : content.Payload,
            Trust = ViewWriter.Word(item.Trust),
            Standing = item.Standing == KnowledgeStanding.Current ? null : ViewWriter.Word(item.Standing),
            FreshUntil = content.FreshUntil,
            Stale = content.IsFreshAt(now) ? null : true,
            Evidence = content.Evidence.Count == 0 ? null : content.Evidence,
            CoverageKey = content.CoverageKey,
            Author = item.Author!.Name,
            Version = item.Version,
            Reviewer = item.Reviewer?.Name,
            Review = item.Review,
            Beside = item.Beside?.Value,
            ReplacedBy = item.ReplacedBy?.Value,
            UpdatedAt = item.UpdatedAt,
        };
    }

    public static RecallTrust Trust(KnowledgeItem item) => item.Trust switch
    {
        KnowledgeTrust.Approved => RecallTrust.Approved,
        KnowledgeTrust.Promoted => RecallTrust.Confirmed,
        _ => item.Author!.IsPerson ? RecallTrust.Confirmed : RecallTrust.Working,
    };
}
