using AgentGateway.Agents.Settings;
using AgentGateway.Domain;
using Microsoft.Extensions.AI;

namespace AgentGateway.Agents.Providers;

/// <summary>The provider accounts of this daemon, as the settings name them now.</summary>
public sealed class ProviderCatalogue : IDisposable
{
    private readonly Func<string, string?> _environment;
    private readonly TimeProvider _time;
    private readonly Func<ProviderSettings, TimeProvider, IChatClient> _clients;
    private readonly Lock _gate = new();
    private readonly List<Provider> _made = [];
    private volatile Edition _edition = new([], []);

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
        (_environment, _time, _clients) = (environment, time, clients);
        Configure(settings);
    }

    /// <summary>What is wrong with the settings; a provider with a wrong setting is left out.</summary>
    public IReadOnlyList<Rejection> Problems => _edition.Problems;

    internal IReadOnlyList<Provider> Providers => _edition.Providers;

    /// <summary>
    /// Takes the section anew. An account that is as before keeps its queue and its connections; a turn that uses one
    /// which is gone ends with it.
    /// </summary>
    public void Configure(IEnumerable<KeyValuePair<string, string?>> changed)
    {
        lock (_gate)
        {
            var problems = new List<Rejection>();
            var settings = ProviderReader.Read(SettingsNode.Of("Providers", changed), _environment, problems)
                .OrderBy(provider => provider.IsDefault ? 0 : 1)
                .ThenBy(provider => provider.Kind)
                .ThenBy(provider => provider.Name, StringComparer.Ordinal);
            _edition = new([.. settings.Select(Of)], problems);
        }
    }

    public bool Any => Providers.Count > 0;

    public void Dispose()
    {
        foreach (var provider in _made) provider.Dispose();
    }

    /// <param name="model">
    /// <c>provider/model</c>, a provider, a bare model, or null for the default of the first provider.
    /// </param>
    internal Outcome<ModelChoice> Choose(string? model)
    {
        var providers = Providers;
        if (providers.Count == 0)
            return new Rejection("model_not_configured", "No model is configured.", HowToConfigure);
        if (model is null) return Default(providers[0]);
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && Named(providers, model[..slash]) is { } named)
            return slash + 1 < model.Length ? new ModelChoice(named, model[(slash + 1)..]) : Default(named);
        if (Named(providers, model) is { } alone) return Default(alone);

        // A bare name goes to the vendor that it belongs to, if that is there.
        var kind = model.StartsWith("claude", StringComparison.OrdinalIgnoreCase) ? ProviderKind.Anthropic
            : model.StartsWith("gpt-", StringComparison.OrdinalIgnoreCase) ? ProviderKind.OpenAI
            : (ProviderKind?)null;
        return new ModelChoice(
            providers.FirstOrDefault(provider => provider.Settings.Kind == kind) ?? providers[0], model);
    }

    /// <summary>How to give the daemon a model, in one sentence.</summary>
    public const string HowToConfigure =
        "Set ANTHROPIC_API_KEY, OPENAI_API_KEY or OLLAMA_HOST for the daemon, "
        + "and restart it; or Providers in its settings (for example Providers:anthropic:api_key), which counts at "
        + "once.";

    private Provider Of(ProviderSettings settings)
    {
        if (_made.Find(known => known.Settings.IsSameAs(settings)) is { } same) return same;
        var provider = new Provider(settings, _clients(settings, _time), _time);
        _made.Add(provider);
        return provider;
    }

    private static Provider? Named(IReadOnlyList<Provider> providers, string name) =>
        providers.FirstOrDefault(provider => provider.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static ModelChoice Default(Provider provider) => new(provider, provider.Settings.DefaultModel);

    private sealed record Edition(IReadOnlyList<Provider> Providers, IReadOnlyList<Rejection> Problems);
}
