namespace AgentGateway.Agents.Providers;

/// <summary>One provider account. Not a record, so that its key is never printed by accident.</summary>
public sealed class ProviderSettings
{
    /// <summary>What agents call it: <c>name/model</c>.</summary>
    public required string Name { get; init; }

    public required ProviderKind Kind { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>Null where the server asks for none.</summary>
    public string? ApiKey { get; init; }

    public required string DefaultModel { get; init; }

    /// <summary>The window of its models in tokens; null for what is known of each.</summary>
    public int? WindowTokens { get; init; }

    /// <summary>The price of its models; null for what is known of each.</summary>
    public ModelPrice? Price { get; init; }

    public ProviderLimits Limits { get; init; } = new();

    /// <summary>Whether agents that name no provider use this one.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether everything is the same, so that one account stands for both.</summary>
    internal bool IsSameAs(ProviderSettings other) =>
        (Name, Kind, BaseUrl, ApiKey, DefaultModel) ==
            (other.Name, other.Kind, other.BaseUrl, other.ApiKey, other.DefaultModel)
        && (WindowTokens, Price, Limits, IsDefault) ==
            (other.WindowTokens, other.Price, other.Limits, other.IsDefault);
}
