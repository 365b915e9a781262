using AgentGateway.Agents.Settings;
using AgentGateway.Domain;

namespace AgentGateway.Agents.Providers;

/// <summary>
/// Finds the provider accounts: those of the settings, or where these name none, those of the environment.
/// </summary>
internal static class ProviderReader
{
    private static readonly string[] Keys =
    [
        "kind", "base_url", "api_key", "api_key_env", "default_model", "default", "window_tokens", "concurrency",
            "requests_per_minute",
        "tokens_per_minute", "queue_max", "prices",
    ];

    private static readonly string[] PriceKeys = ["input", "output", "cached"];

    /// <param name="environment">Reads an environment variable.</param>
    public static IReadOnlyList<ProviderSettings> Read(
        SettingsNode settings, Func<string, string?> environment, List<Rejection> problems) =>
        settings.Children.Count == 0
            ? FromEnvironment(environment, problems)
            : [.. settings.Children.Select(
                node => FromSettings(node, environment, problems)).OfType<ProviderSettings>()];

    private static List<ProviderSettings> FromEnvironment(Func<string, string?> environment, List<Rejection> problems)
    {
        var found = new List<ProviderSettings>();
        foreach (var kind in Enum.GetValues<ProviderKind>())
        {
            var key = kind is ProviderKind.Ollama ? null : Variable(environment, KeyVariable(kind));
            var address = Variable(environment, AddressVariable(kind));
            if (key is null && address is null) continue;
            if (Address(kind, address) is { } url)
                found.Add(
                    new() { Name = NameOf(kind), Kind = kind, BaseUrl = url, ApiKey = key,
                        DefaultModel = KnownModels.DefaultOf(kind) });
            else
                problems.Add(
                    new("invalid_setting", $"The environment variable {AddressVariable(kind)} is not an address.",
                    "Give an http or https address, or unset it."));
        }

        return found;
    }

    private static ProviderSettings? FromSettings(
        SettingsNode node, Func<string, string?> environment, List<Rejection> problems)
    {
        var before = problems.Count;
        node.RefuseOthers(Keys, problems);
        if (node.Name.Contains('/', StringComparison.Ordinal))
            problems.Add(
                new("invalid_setting", $"{node.Place}: a provider's name cannot contain \"/\".", "Rename it."));
        if (!Enum.TryParse<ProviderKind>(node.Text("kind") ?? node.Name, true, out var kind) || !Enum.IsDefined(kind))
            problems.Add(
                node.Wrong(
                    "kind",
                    node.Text("kind") is { } given ? $"is \"{given}\"" : "is missing",
                    "Use anthropic, openai or ollama."));
        var url = Address(kind, node.Text("base_url") ?? Variable(environment, AddressVariable(kind)));
        if (url is null)
            problems.Add(
                node.Wrong("base_url", "is not an address", "Give an http or https address, or leave it out."));
        var key = node.Text("api_key") ?? Key(node, kind, environment, problems);
        var isDefault = bool.TryParse(node.Text("default"), out var flag) && flag;
        if (node.Text("default") is { } word && !bool.TryParse(word, out _))
            problems.Add(node.Wrong("default", $"is \"{word}\"", "Use true or false."));
        var settings = new ProviderSettings
        {
            Name = node.Name,
            Kind = kind,
            BaseUrl = url ?? new Uri("http://invalid.invalid"),
            ApiKey = key,
            DefaultModel = node.Text("default_model") ?? KnownModels.DefaultOf(kind),
            WindowTokens = (int?)node.Number("window_tokens", 2_000, 100_000_000, problems),
            Price = Price(node, problems),
            IsDefault = isDefault,
            Limits = new()
            {
                Concurrency = (int)(node.Number("concurrency", 1, 1_000, problems) ?? 8),
                RequestsPerMinute = (int?)node.Number("requests_per_minute", 1, 1_000_000, problems),
                TokensPerMinute = (long?)node.Number("tokens_per_minute", 1_000, 1_000_000_000_000, problems),
                QueueMax = (int)(node.Number("queue_max", 1, 100_000, problems) ?? 256),
            },
        };
        return problems.Count == before ? settings : null;
    }

    private static string? Key(
        SettingsNode node, ProviderKind kind, Func<string, string?> environment, List<Rejection> problems)
    {
        if (node.Text("api_key_env") is { } variable)
        {
            if (Variable(environment, variable) is { } key) return key;
            problems.Add(node.Wrong(
                "api_key_env", $"names {variable}, which is not set in the daemon's environment",
                    "Set it and restart the daemon."));
            return null;
        }

        // A key of the environment goes to its own vendor only, never to an address that the settings name.
        return kind is not ProviderKind.Ollama && node.Text("base_url") is null
            ? Variable(environment, KeyVariable(kind))
            : null;
    }

    private static ModelPrice? Price(SettingsNode node, List<Rejection> problems)
    {
        if (node.Find("prices") is not { } prices) return null;
        prices.RefuseOthers(PriceKeys, problems);
        var input = prices.Number("input", 0, 1_000_000, problems);
        var output = prices.Number("output", 0, 1_000_000, problems);
        var cached = prices.Number("cached", 0, 1_000_000, problems);
        if (input is not null && output is not null) return new(input.Value, output.Value, cached);
        problems.Add(node.Wrong("prices", "lacks input or output", "Give both, in US dollars for a million tokens."));
        return null;
    }

    private static string? Variable(Func<string, string?> environment, string name) =>
        environment(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static string KeyVariable(ProviderKind kind) =>
        kind is ProviderKind.Anthropic ? "ANTHROPIC_API_KEY" : "OPENAI_API_KEY";

    private static string AddressVariable(ProviderKind kind) => kind switch
    {
        ProviderKind.Anthropic => "ANTHROPIC_BASE_URL",
        ProviderKind.OpenAI => "OPENAI_BASE_URL",
        _ => "OLLAMA_HOST",
    };

    private static string NameOf(ProviderKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The address to call, or null when it is none; without one the vendor's own.</summary>
    internal static Uri? Address(ProviderKind kind, string? given)
    {
        if (given is null)
            return new(kind switch
            {
                ProviderKind.Anthropic => "https://api.anthropic.com",
                ProviderKind.OpenAI => "https://api.openai.com/v1",
                _ => "http://127.0.0.1:11434/v1",
            });
        var text = given.TrimEnd('/');
        if (kind is ProviderKind.Ollama) text = OllamaAddress(text);

        // The Anthropic SDK adds the version itself.
        if (kind is ProviderKind.Anthropic && text.EndsWith("/v1", StringComparison.OrdinalIgnoreCase))
            text = text[..^3];
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0
            ? url
            : null;
    }

    /// <summary>
    /// OLLAMA_HOST is written as the server reads it: a host, a port, both, or a whole address; the wildcard is this
    /// machine.
    /// </summary>
    private static string OllamaAddress(string text)
    {
        var hadScheme = text.Contains("://", StringComparison.Ordinal);
        if (text.StartsWith(':')) text = "127.0.0.1" + text;
        if (!hadScheme) text = "http://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) return text;
        var port = url.IsDefaultPort && !hadScheme ? 11434 : url.Port;
        var host = url.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : url.Host;
        var path = url.AbsolutePath.TrimEnd('/');
        return $"{url.Scheme}://{host}:{port}{(path.EndsWith("/v1", StringComparison.Ordinal) ? path : path + "/v1")}";
    }
}
