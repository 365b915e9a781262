using AgentGateway.Domain;

namespace AgentGateway.Runtime.Lists;

/// <summary>How many entries a page of a list has: one rule for all lists.</summary>
internal static class PageLimit
{
    public const int Usual = 100;

    /// <summary>
    /// The highest page limit. A higher value counts as this one: a caller that wants "all" gets a long page and a
    /// cursor, not a refusal.
    /// </summary>
    public const int Max = 500;

    /// <param name="usual">How many there are where the caller does not say.</param>
    public static Outcome<int> Read(int? limit, int usual = Usual) => limit switch
    {
        null => usual,
        < 1 => new Rejection(
            "invalid_argument", $"limit is {limit}; it must be at least 1.", $"Leave it out for {usual}."),
        _ => Math.Min(limit.Value, Max),
    };
}
