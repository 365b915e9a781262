using AgentGateway.Agents.Providers;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Agents.Tests.Providers;

/// <summary>Doctor asks each provider whether it answers.</summary>
public sealed class ModelFindingsTests
{
    [Fact]
    public async Task A_provider_that_answers_is_ok_and_gets_its_key()
    {
        await using var server = Answering(200, """{"data":[{"id":"mine"}]}""");
        Assert.Equal(
            "ok", (await LookAsync($"x:base_url={server.Url}/v1", "x:api_key=k", "x:default_model=mine")).Status);
        Assert.StartsWith("GET /v1/models HTTP", Assert.Single(server.Requests));
        Assert.Contains("Authorization: Bearer k", server.Requests[0]);
    }

    [Theory]
    [InlineData(401, "{}", "fail", "refuses the key", "api_key KEY")]
    [InlineData(503, "{}", "warn", "has a fault", "later")]
    [InlineData(404, "<html>", "ok", "answers", "")]
    [InlineData(200, "<html>", "ok", "answers", "")]
    [InlineData(200, """{"data":[{"id":"other"}]}""", "warn", "does not list that model", "default_model other")]
    public async Task What_a_provider_answers_is_told(
        int status, string body, string expected, string message, string hint)
    {
        await using var server = Answering(status, body);
        var found = await LookAsync($"x:base_url={server.Url}/v1", "x:default_model=mine");
        Assert.Equal(expected, found.Status);
        Assert.Contains(message, found.Message);
        Assert.Contains(hint, found.Hint ?? "");
    }

    [Fact]
    public async Task A_model_that_ollama_does_not_have_is_told_with_the_command_that_fetches_it()
    {
        await using var server = Answering(200, """{"data":[{"id":"qwen3:latest"}]}""");
        Assert.Equal(
            "ok", (await LookAsync("x:kind=ollama", $"x:base_url={server.Url}/v1", "x:default_model=qwen3")).Status);
        var missing = await LookAsync("x:kind=ollama", $"x:base_url={server.Url}/v1", "x:default_model=gemma");
        Assert.Equal(("fail", "Run: ollama pull gemma"), (missing.Status, missing.Hint));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_a_failure()
    {
        var found = await LookAsync("x:base_url=http://127.0.0.1:1/v1");
        Assert.Equal("fail", found.Status);
        Assert.Contains("cannot be reached", found.Message);
        Assert.Contains("Providers:x:base_url", found.Hint);
    }

    [Fact]
    public void A_changed_account_replaces_the_one_before_and_an_unchanged_one_stays()
    {
        using var catalogue = new ProviderCatalogue(
            ModelDrivers.Pairs("a:kind=openai", "b:kind=ollama"), _ => null, TimeProvider.System);
        var before = catalogue.Providers;
        catalogue.Configure(ModelDrivers.Pairs("a:kind=openai", "b:kind=ollama", "b:default_model=gemma"));
        Assert.Same(before[0], catalogue.Providers[0]);
        Assert.NotSame(before[1], catalogue.Providers[1]);
        Assert.Equal("gemma", catalogue.Choose("b").Value.Model);
        catalogue.Configure(ModelDrivers.Pairs("b:kind=nonsense"));
        Assert.NotEmpty(catalogue.Problems);
    }

    private static RawServer Answering(int status, string body) => new(RawServer.Response(status, body));

    private static async Task<Finding> LookAsync(params string[] settings)
    {
        using var catalogue = new ProviderCatalogue(
            ModelDrivers.Pairs(
                settings.Contains("x:kind=ollama")
                    ? settings
                    : ["x:kind=openai", .. settings]), _ => null, TimeProvider.System);
        Assert.Empty(catalogue.Problems);
        return Assert.Single(await new ModelFindings(catalogue, TimeProvider.System)
            .FindAsync(TestContext.Current.CancellationToken));
    }
}
