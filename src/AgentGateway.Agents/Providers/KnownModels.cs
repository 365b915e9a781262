namespace AgentGateway.Agents.Providers;

/// <summary>
/// Windows and list prices of common models, as their vendors published them in November 2026. Settings of a provider
/// win over this table; a model that is in neither has a cautious window and no price.
/// </summary>
internal static class KnownModels
{
    private const int Million = 1_000_000;

    /// <summary>By the beginning of the name; the longest beginning that fits counts.</summary>
    private static readonly (string Name, int WindowTokens, ModelPrice? Price)[] Table =
    [
        ("claude-", 200_000, null),
        ("claude-fable-5", Million, new(10, 50)),
        ("claude-opus-4-", 200_000, new(5, 25, 0.5m)),
        ("claude-opus-5", Million, new(5, 25, 0.5m)),
        ("claude-opus-5-5", Million, new(4, 20)),
        ("claude-sonnet-4-", 200_000, new(3, 15, 0.3m)),
        ("claude-sonnet-5", Million, new(2, 10, 0.2m)),
        ("claude-sonnet-5-5", Million, new(2, 10, 0.1m)),
        ("claude-haiku-4-5", 200_000, new(1, 5, 0.1m)),
        ("gpt-", 128_000, null),
        ("gpt-4.1", Million, new(2, 8, 0.5m)),
        ("gpt-4.1-mini", Million, new(0.4m, 1.6m, 0.1m)),
        ("gpt-4o", 128_000, new(2.5m, 10, 1.25m)),
        ("gpt-4o-mini", 128_000, new(0.15m, 0.6m, 0.075m)),
        ("gpt-5", 400_000, new(1.25m, 10, 0.125m)),
        ("gpt-5-mini", 400_000, new(0.25m, 2, 0.025m)),
        ("gpt-5.1", 400_000, new(1.25m, 10, 0.125m)),
        ("gpt-5.", 400_000, null),
        ("gpt-6-sol", Million, new(2, 10, 0.2m)),
        ("gpt-6.1-sol", Million, new(2, 10, 0.1m)),
    ];

    /// <summary>The default model of a provider.</summary>
    public static string DefaultOf(ProviderKind kind) => kind switch
    {
        ProviderKind.Anthropic => "claude-sonnet-5-5",
        // The newest that takes tool calls over chat completions.
        ProviderKind.OpenAI => "gpt-5.1",
        _ => "qwen3",
    };

    public static int WindowOf(ProviderKind kind, string model) =>
        Find(model)?.WindowTokens ?? kind switch
        {
            ProviderKind.Anthropic => 200_000,
            ProviderKind.OpenAI => 128_000,
            // Ollama silently drops what exceeds its own, small default.
            _ => 8_192,
        };

    /// <summary>Null for local models, which cost nothing, and for unknown ones.</summary>
    public static ModelPrice? PriceOf(
        ProviderKind kind, string model) => kind is ProviderKind.Ollama ? null : Find(model)?.Price;

    private static (string Name, int WindowTokens, ModelPrice? Price)? Find(string model)
    {
        // Routers name models by their vendor: anthropic/claude-….
        var name = model[(model.LastIndexOf('/') + 1)..];
        (string Name, int, ModelPrice?)? best = null;
        foreach (var entry in Table)
            if (name.StartsWith(entry.Name, StringComparison.OrdinalIgnoreCase)
                && (best is null || entry.Name.Length > best.Value.Name.Length))
                best = entry;
        return best;
    }
}
