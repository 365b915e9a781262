namespace AgentGateway.Domain.Policy;

/// <summary>All rules that hold at a moment.</summary>
/// <param name="All">In no order: the most specific decides, and of equally specific ones the strictest.</param>
public sealed record PolicyRules(IReadOnlyList<PolicyRule> All)
{
    public static readonly PolicyRules Shipped = new(ShippedRules.All);

    /// <summary>
    /// Why the written rules cannot be read; null when they can. While they cannot, nothing is allowed that
    /// they might have forbidden.
    /// </summary>
    public string? Broken { get; init; }

    /// <summary>The same rules, and more.</summary>
    public PolicyRules With(IEnumerable<PolicyRule> more) => this with { All = [.. All, .. more] };
}
