using AgentGateway.Agents.Providers;
using AgentGateway.Agents.Settings;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Domain;

namespace AgentGateway.Agents.Tests.Providers;

public sealed class ProviderReaderTests
{
    private readonly List<Rejection> _problems = [];

    [Fact]
    public void Without_settings_the_environment_says_which_providers_there_are()
    {
        var found = Read([], "ANTHROPIC_API_KEY=a", "OPENAI_BASE_URL=http://localhost:1234/v1", "OLLAMA_HOST=:11500");
        Assert.Equal(
            [("anthropic", "https://api.anthropic.com/",
                "a"), ("openai", "http://localhost:1234/v1", null), ("ollama", "http://127.0.0.1:11500/v1", null)],
            found.Select(provider => (provider.Name, provider.BaseUrl.ToString(), provider.ApiKey)));
        Assert.Empty(_problems);
        Assert.All(found, provider => Assert.NotEmpty(provider.DefaultModel));
    }

    [Fact]
    public void Nothing_in_either_is_no_provider() => Assert.Empty(Read([], "ANTHROPIC_API_KEY=  "));

    [Fact]
    public void Settings_win_over_the_environment_and_take_their_own_vendors_key_from_it()
    {
        var found = Assert.Single(
            Read(["anthropic:default_model=claude-opus-5-5"], "ANTHROPIC_API_KEY=a", "OPENAI_API_KEY=o"));
        Assert.Equal(("anthropic", "a", "claude-opus-5-5"), (found.Name, found.ApiKey, found.DefaultModel));
    }

    [Fact]
    public void A_key_of_the_environment_never_goes_to_an_address_of_the_settings()
    {
        var found = Assert.Single(
            Read(["router:kind=openai", "router:base_url=https://router.example/v1"], "OPENAI_API_KEY=o"));
        Assert.Null(found.ApiKey);
    }

    [Fact]
    public void A_key_may_be_named_by_its_variable()
    {
        var found = Assert.Single(
            Read(["router:Kind=openai", "router:BaseUrl=https://router.example/v1", "router:api_key_env=ROUTER_KEY"],
                "ROUTER_KEY=r"));
        Assert.Equal("r", found.ApiKey);
    }

    [Fact]
    public void Limits_and_prices_are_read()
    {
        var found = Assert.Single(Read([
            "openai:concurrency=2", "openai:requests_per_minute=60", "openai:tokens_per_minute=90000",
                "openai:window_tokens=32000",
            "openai:prices:input=1.5", "openai:prices:output=6", "openai:default=true"]));
        Assert.Equal(
            new ProviderLimits { Concurrency = 2, RequestsPerMinute = 60, TokensPerMinute = 90_000 }, found.Limits);
        Assert.Equal(new ModelPrice(1.5m, 6), found.Price);
        Assert.Equal(32_000, found.WindowTokens);
        Assert.True(found.IsDefault);
    }

    [Theory]
    [InlineData("x:kind=gemini", "kind")]
    [InlineData("openai:base_url=not an address", "base_url")]
    [InlineData("openai:base_url=file:///etc/passwd", "base_url")]
    [InlineData("openai:concurrency=0", "concurrency")]
    [InlineData("openai:requests_per_minute=many", "requests_per_minute")]
    [InlineData("openai:api_secret=X", "api_secret")]
    [InlineData("openai:api_key_env=NOT_SET", "api_key_env")]
    [InlineData("openai:prices:input=1", "prices")]
    [InlineData("openai:default=perhaps", "default")]
    public void A_wrong_setting_names_its_key_and_leaves_the_provider_out(string setting, string key)
    {
        Assert.Empty(Read([setting]));
        Assert.Contains(
            _problems,
            problem => problem.Message.Contains($"\"{key}\"", StringComparison.Ordinal) && problem.Hint is not null);
    }

    [Theory]
    [InlineData("localhost", "http://localhost:11434/v1")]
    [InlineData("0.0.0.0:8000", "http://127.0.0.1:8000/v1")]
    [InlineData("http://box:11434", "http://box:11434/v1")]
    [InlineData("https://box/ollama/v1/", "https://box/ollama/v1")]
    public void The_address_of_Ollama_is_read_as_the_server_reads_it(string given, string address) =>
        Assert.Equal(new Uri(address), ProviderReader.Address(ProviderKind.Ollama, given));

    [Theory]
    [InlineData(null, "main", "one")]
    [InlineData("side", "side", "two")]
    [InlineData("side/deep/model", "side", "deep/model")]
    [InlineData("vendor/model", "main", "vendor/model")]
    [InlineData("claude-x", "main", "claude-x")]
    [InlineData("gpt-x", "side", "gpt-x")]
    public void An_agents_model_finds_its_provider(string? model, string provider, string name)
    {
        using var catalogue = new ProviderCatalogue(
            ModelDrivers.Pairs(
                "main:kind=anthropic", "main:default_model=one", "side:kind=openai", "side:default_model=two"), _ =>
                    null, TimeProvider.System);
        var choice = catalogue.Choose(model).Value;
        Assert.Equal((provider, name), (choice.Provider.Name, choice.Model));
    }

    [Fact]
    public void Descriptions_never_hold_a_key()
    {
        using var catalogue = new ProviderCatalogue(
            ModelDrivers.Pairs("openai:api_key=secret-canary"), _ => null, TimeProvider.System);
        var told = Assert.Single(new ModelFindings(catalogue, TimeProvider.System).Find()).Message;
        Assert.DoesNotContain("secret-canary", told);
        Assert.Contains("with a key", told);
    }

    [Theory]
    [InlineData("claude-sonnet-5-5", 1_000_000, 2.0)]
    [InlineData("anthropic/claude-haiku-4-5-20251001", 200_000, 1.0)]
    [InlineData("claude-next", 200_000, null)]
    [InlineData("gpt-5.1", 400_000, 1.25)]
    [InlineData("some-local-model", 128_000, null)]
    public void The_longest_beginning_that_is_known_counts(string model, int window, double? input)
    {
        Assert.Equal(window, KnownModels.WindowOf(ProviderKind.OpenAI, model));
        Assert.Equal((decimal?)input, KnownModels.PriceOf(ProviderKind.OpenAI, model)?.Input);
    }

    private IReadOnlyList<ProviderSettings> Read(string[] settings, params string[] environment)
    {
        var variables = ModelDrivers.Pairs(environment).ToDictionary(pair => pair.Key, pair => pair.Value);
        return ProviderReader.Read(
            SettingsNode.Of("Providers", ModelDrivers.Pairs(settings)), variables.GetValueOrDefault, _problems);
    }
}
