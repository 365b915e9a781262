using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Agents.Providers;
using AgentGateway.Domain;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Vectors;

namespace AgentGateway.Agents.Embeddings;

/// <summary>
/// Asks a service for vectors over HTTP: <c>POST /embeddings</c>, which every service speaks that is compatible with
/// OpenAI, or Ollama's <c>POST /api/embed</c>. The settings are read at each call, because they may change at any time.
/// </summary>
public sealed class HttpEmbedder : IEmbedder, IDisposable
{
    private const int AnswerBytesMax = 64 * 1024 * 1024;

    private readonly EmbeddingOptions _options;
    private readonly Func<string, string?> _secret;
    private readonly KnownSecrets _known;
    private readonly HttpClient _http;

    /// <param name="secret">The value of a stored secret; null where there is none.</param>
    public HttpEmbedder(EmbeddingOptions options, Func<string, string?> secret, KnownSecrets known)
    {
        (_options, _secret, _known) = (options, secret, known);
        _http = new(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            // A redirection could carry the key and the texts to another host.
            AllowAutoRedirect = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    public string? Source =>
        _options is { Fault: null, Url: { } url, Model: { } model }
            ? $"{(_options.IsOllama ? "ollama" : "openai")} {model} at {url.TrimEnd('/')}"
            : null;

    public async Task<IReadOnlyList<float[]>> EmbedAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var options = _options;
        if (options.Fault is { } fault) throw new EmbedderException(fault);
        try
        {
            using var request = Request(options, texts);
            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (!response.IsSuccessStatusCode) throw Refused(options, (int)response.StatusCode, body);
            var (vectors, wrong) = EmbeddingAnswer.Read(body, options.IsOllama, texts.Count);
            return vectors ?? throw new EmbedderException(new(
                "embedder_answer_invalid",
                $"The embedder sent {wrong}.",
                "Check Embeddings:Url, Embeddings:Kind (openai or ollama) and Embeddings:Model."));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new EmbedderException(
                new(
                    "embedder_unreachable",
                    "The embedder cannot be reached, or the connection broke off.",
                    $"See whether {options.Url} is up, and whether Embeddings:Url is right."),
                inner: failure);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>An address that names the method itself is taken as it is; one without a path gets the usual one.</summary>
    internal static Uri Address(EmbeddingOptions options)
    {
        var url = options.Url!.TrimEnd('/');
        if (options.IsOllama)
            return new(
                url.EndsWith("/api/embed", StringComparison.OrdinalIgnoreCase) ? url
                : url.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? url[..^3] + "/api/embed"
                : url + "/api/embed");
        if (url.EndsWith("/embeddings", StringComparison.OrdinalIgnoreCase)) return new(url);
        return new(new Uri(url).AbsolutePath == "/" ? url + "/v1/embeddings" : url + "/embeddings");
    }

    private HttpRequestMessage Request(EmbeddingOptions options, IReadOnlyList<string> texts)
    {
        var body = new JsonObject { ["model"] = options.Model, ["input"] = new JsonArray([.. texts.Select(Value)]) };
        if (!options.IsOllama) body["encoding_format"] = "float";

        // As a whole and with its length: small servers do not understand a body in pieces.
        var request = new HttpRequestMessage(HttpMethod.Post, Address(options))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (KeyOf(options) is { } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;

        static JsonNode Value(string text) => JsonValue.Create(text);
    }

    private string? KeyOf(EmbeddingOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKey)) return null;
        if (SecretReference.NameIn(options.ApiKey) is not { } name)
        {
            _known.Add(options.ApiKey);
            return options.ApiKey;
        }

        return _secret(name) ?? throw new EmbedderException(new(
            "secret_unknown",
            $"Embeddings:ApiKey names the secret {name}, which is not stored.",
            $"Store it: agw secret set {name}"));
    }

    /// <summary>What the service says is for people; of a refused key nothing is told, because it may be repeated.</summary>
    private EmbedderException Refused(EmbeddingOptions options, int status, byte[] body)
    {
        var number = status.ToString(CultureInfo.InvariantCulture);
        var words = ProviderHttp.Words(body) is { } said ? $" It says: {ShortText.Of(_known.Redact(said))}" : "";
        return status switch
        {
            401 or 403 => new(new(
                "embedder_auth",
                $"The embedder refused the key (HTTP {number}).",
                "Set the right one: agw secret set EMBEDDINGS_KEY, then agw config set Embeddings:ApiKey "
                    + "secret:EMBEDDINGS_KEY")),
            404 => new(new(
                "embedder_not_found",
                $"The embedder does not know the model or the address (HTTP 404).{words}",
                options.IsOllama
                    ? $"Pull the model: ollama pull {options.Model}"
                    : "Check Embeddings:Model and Embeddings:Url.")),
            400 or 413 or 422 => new(
                new(
                    "embedder_refused",
                    $"The embedder refused the texts (HTTP {number}).{words}",
                    "Check Embeddings:Model and Embeddings:Kind; agw doctor tries them."),
                isOfTexts: true),
            _ => new(new(
                "embedder_failed",
                $"The embedder has a fault or limits the rate (HTTP {number}).{words}",
                "It is asked again by itself; see whether it is up.")),
        };
    }
}
