using AgentGateway.Agents.Embeddings;
using AgentGateway.Agents.Tests.Support;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Agents.Tests.Embeddings;

/// <summary>What is sent to services that make vectors, and what is made of their answers and faults.</summary>
public sealed class HttpEmbedderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_compatible_with_OpenAI_gets_the_texts_and_its_order_counts()
    {
        await using var server = new RawServer(RawServer.Response(200, """
            {"object":"list","data":[{"object":"embedding","index":1,"embedding":[3,4]},
             {"object":"embedding","index":0,"embedding":[0.5,-1e-3]}],"model":"small","usage":{"prompt_tokens":2}}
            """));
        using var embedder = Of(new() { Url = server.Url + "/v1/", Model = "small", ApiKey = "secret:KEY" });
        var vectors = await embedder.EmbedAsync(["one", "two"], Stop);
        Assert.Equal([[0.5f, -0.001f], [3, 4]], vectors);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /v1/embeddings HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer value-of-KEY", request, StringComparison.Ordinal);
        Assert.EndsWith(
            """{"model":"small","input":["one","two"],"encoding_format":"float"}""", request, StringComparison.Ordinal);
        Assert.Equal($"openai small at {server.Url}/v1", embedder.Source);
    }

    [Fact]
    public async Task Ollama_is_asked_in_its_own_protocol()
    {
        await using var server = new RawServer(
            RawServer.Response(200, """{"model":"nomic","embeddings":[[1,2,3]],"total_duration":5}"""));
        using var embedder = Of(new() { Url = server.Url, Model = "nomic", Kind = "ollama" });
        Assert.Equal([[1, 2, 3]], await embedder.EmbedAsync(["one"], Stop));
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /api/embed HTTP/1.1", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", request, StringComparison.Ordinal);
        Assert.EndsWith("""{"model":"nomic","input":["one"]}""", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", "http://h", "http://h/v1/embeddings")]
    [InlineData("openai", "http://h/v1/", "http://h/v1/embeddings")]
    [InlineData("openai", "https://h/openai/v1", "https://h/openai/v1/embeddings")]
    [InlineData("openai", "http://h/embeddings", "http://h/embeddings")]
    [InlineData("ollama", "http://h:11434", "http://h:11434/api/embed")]
    [InlineData("ollama", "http://h:11434/v1", "http://h:11434/api/embed")]
    [InlineData("ollama", "http://h/api/embed", "http://h/api/embed")]
    public void Addresses_may_be_given_with_or_without_their_path(string kind, string url, string expected) =>
        Assert.Equal(new(expected), HttpEmbedder.Address(new() { Url = url, Kind = kind }));

    [Theory]
    [InlineData(401, "{}", "embedder_auth", false)]
    [InlineData(404, """{"error":"model \"x\" not found"}""", "embedder_not_found", false)]
    [InlineData(400, """{"error":{"message":"too long"}}""", "embedder_refused", true)]
    [InlineData(413, "<html>", "embedder_refused", true)]
    [InlineData(429, "{}", "embedder_failed", false)]
    [InlineData(500, "", "embedder_failed", false)]
    [InlineData(302, "", "embedder_failed", false)]
    [InlineData(200, "<html>", "embedder_answer_invalid", false)]
    [InlineData(200, "[]", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":null}""", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":[]}""", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":[{"embedding":"AAAA"},{"embedding":"AAAA"}]}""", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":[{"embedding":[1]},{"embedding":[1,2]}]}""", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":[{"embedding":[1]},{"embedding":[1e99]}]}""", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":[{"embedding":[1]},{"embedding":[]}]}""", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":[{"embedding":[1],"index":1},{"embedding":[1],"index":1}]}""", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":[{"embedding":[1],"index":7},{"embedding":[1],"index":0}]}""", "embedder_answer_invalid", false)]
    [InlineData(200, """{"data":[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]}""", "embedder_answer_invalid", false)]
    public async Task Every_fault_has_its_code(int status, string body, string code, bool isOfTexts)
    {
        await using var server = new RawServer(RawServer.Response(status, body));
        using var embedder = Of(new() { Url = server.Url, Model = "small", ApiKey = "key-of-a-person" });
        var failure = await Assert.ThrowsAsync<EmbedderException>(() => embedder.EmbedAsync(["one", "two"], Stop));
        Assert.Equal((code, isOfTexts), (failure.Rejection.Code, failure.IsOfTexts));
        Assert.NotNull(failure.Rejection.Hint);
        Assert.DoesNotContain("key-of-a-person", failure.Rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_and_a_secret_that_is_not_stored_are_told()
    {
        var server = new RawServer();
        await server.DisposeAsync();
        using var gone = Of(new() { Url = server.Url, Model = "small" });
        Assert.Equal(
            "embedder_unreachable",
            (await Assert.ThrowsAsync<EmbedderException>(() => gone.EmbedAsync(["one"], Stop))).Rejection.Code);
        using var locked = new HttpEmbedder(
            new() { Url = server.Url, Model = "small", ApiKey = "secret:NONE" }, _ => null, new());
        Assert.Equal(
            "secret_unknown",
            (await Assert.ThrowsAsync<EmbedderException>(() => locked.EmbedAsync(["one"], Stop))).Rejection.Code);
    }

    [Theory]
    [InlineData(null, null, "openai", true, null)]
    [InlineData("http://h", null, "openai", false, "Model is missing")]
    [InlineData(null, "small", "openai", false, "Url is not an address")]
    [InlineData("h:1", "small", "openai", false, "Url is not an address")]
    [InlineData("http://h", "small", "OLLAMA", false, null)]
    public void Settings_that_are_of_no_use_are_named(string? url, string? model, string kind, bool isUnset, string? fault)
    {
        var options = new EmbeddingOptions { Url = url, Model = model, Kind = kind };
        using var embedder = Of(options);
        Assert.Equal(isUnset || fault is not null, embedder.Source is null);
        if (fault is null) Assert.Null(options.Fault);
        else Assert.Contains(fault, options.Fault!.Message, StringComparison.Ordinal);
    }

    private static HttpEmbedder Of(EmbeddingOptions options) => new(options, name => $"value-of-{name}", new KnownSecrets());
}
