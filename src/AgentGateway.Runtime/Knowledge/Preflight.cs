using AgentGateway.Domain.Knowledge;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>What is known about something that is about to be done, and what to do with it.</summary>
/// <param name="Items">The pieces that fit, the most trusted first.</param>
/// <param name="Reason">A sentence.</param>
public sealed record Preflight(PreflightDecision Decision, IReadOnlyList<FittingKnowledge> Items, string Reason)
{
    /// <summary>The same sentence without what the pieces say, for the journal.</summary>
    internal string Recorded { get; private init; } = Reason;

    internal static readonly Preflight Nothing = new(
        PreflightDecision.None, [], "Nothing that is known fits what is about to be done.");

    /// <summary>Pure.</summary>
    internal static Preflight Of(IReadOnlyList<FittingKnowledge> fitting, DateTimeOffset now)
    {
        if (fitting.Count == 0) return Nothing;
        List<FittingKnowledge> ordered =
        [
            .. fitting.OrderByDescending(one => IsReliable(one.Item) && one.Item.Content!.IsFreshAt(now))
                .ThenByDescending(one => one.Item.Trust).ThenByDescending(one => one.Share),
        ];
        var best = ordered[0].Item;
        var isFresh = best.Content!.IsFreshAt(now);
        var why = !isFresh ? $"fits, but it had to be checked again by {best.Content.FreshUntil:yyyy-MM-dd HH:mm} UTC."
            : IsReliable(best) ? $"fits and is {Standing(best)}."
            : "fits, but no review has confirmed it: check it first.";
        return new(
            isFresh && IsReliable(best) ? PreflightDecision.Reuse : PreflightDecision.Refresh,
            ordered,
            $"\"{best.Content.Subject}\" ({best.Id}) {why}")
        {
            Recorded = $"{best.Id} {why}",
        };
    }

    private static bool IsReliable(KnowledgeItem item) =>
        item.Trust != KnowledgeTrust.Working || item.Author!.IsPerson;

    private static string Standing(KnowledgeItem item) => item.Trust switch
    {
        KnowledgeTrust.Approved => $"approved by {item.Reviewer!.Name}",
        KnowledgeTrust.Promoted => $"reviewed by {item.Reviewer!.Name}",
        _ => $"the word of {item.Author!.Name}",
    };
}
