using AgentGateway.Agents.Settings;
using AgentGateway.Domain;
using Microsoft.Extensions.AI;

namespace AgentGateway.Agents.Providers;

/// <summary>The provider accounts of this daemon, fixed when it starts.</summary>
public sealed class ProviderCatalogue : IDisposable
{
    private readonly IReadOnlyList<Provider> _providers;

    /// <param name="settings">
    /// The section <c>Providers</c>, as pairs such as <c>anthropic:default_model = claude-sonnet-5-5</c>.
    /// </param>
    /// <param name="environment">
    /// Reads an environment variable, for keys and where the settings name no provider.
    /// </param>
    public ProviderCatalogue(
        IEnumerable<KeyValuePair<string, string?>> settings, Func<string, string?> environment, TimeProvider time)
        : this(settings, environment, time, ChatClients.Of)
    {
    }

    internal ProviderCatalogue(
        IEnumerable<KeyValuePair<string, string?>> settings,
        Func<string, string?> environment,
        TimeProvider time,
        Func<ProviderSettings, TimeProvider, IChatClient> clients)
    {
        var problems = new List<Rejection>();
        _providers = [.. ProviderReader.Read(SettingsNode.Of("Providers", settings), environment, problems)
            .OrderBy(provider => provider.IsDefault ? 0 : 1)
            .ThenBy(provider => provider.Kind)
            .ThenBy(provider => provider.Name, StringComparer.Ordinal)
            .Select(provider => new Provider(provider, clients(provider, time), time))];
        Problems = problems;
    }

    /// <summary>What is wrong with the settings; a provider with a wrong setting is left out.</summary>
    public IReadOnlyList<Rejection> Problems { get; }

    public bool Any => _providers.Count > 0;

    /// <summary>For people: each provider with its address and default model, never its key.</summary>
    public IReadOnlyList<string> Descriptions => [.. _providers.Select(provider => Describe(provider.Settings))];

    public void Dispose()
    {
        foreach (var provider in _providers) provider.Dispose();
    }

    /// <param name="model">
    /// <c>provider/model</c>, a provider, a bare model, or null for the default of the first provider.
    /// </param>
    internal Outcome<ModelChoice> Choose(string? model)
    {
        if (_providers.Count == 0)
            return new Rejection("model_not_configured", "No model is configured.", HowToConfigure);
        if (model is null) return Default(_providers[0]);
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && Named(model[..slash]) is { } named)
            return slash + 1 < model.Length ? new ModelChoice(named, model[(slash + 1)..]) : Default(named);
        if (Named(model) is { } alone) return Default(alone);

        // A bare name goes to the vendor that it belongs to, if that is there.
        var kind = model.StartsWith("claude", StringComparison.OrdinalIgnoreCase) ? ProviderKind.Anthropic
            : model.StartsWith("gpt-", StringComparison.OrdinalIgnoreCase) ? ProviderKind.OpenAI
            : (ProviderKind?)null;
        return new ModelChoice(
            _providers.FirstOrDefault(provider => provider.Settings.Kind == kind) ?? _providers[0], model);
    }

    /// <summary>How to give the daemon a model, in one sentence.</summary>
    public const string HowToConfigure =
        "Set ANTHROPIC_API_KEY, OPENAI_API_KEY or OLLAMA_HOST for the daemon, "
        + "or Providers in its settings (for example Providers:anthropic:api_key), and restart it.";

    private static string Describe(ProviderSettings settings)
    {
        var kind = settings.Kind.ToString().ToLowerInvariant();
        return $"{settings.Name} ({kind}, {settings.BaseUrl}, {settings.DefaultModel}, "
            + $"{(settings.ApiKey is null ? "no key" : "with a key")})";
    }

    private Provider? Named(string name) =>
        _providers.FirstOrDefault(provider => provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static ModelChoice Default(Provider provider) => new(provider, provider.Settings.DefaultModel);
}
