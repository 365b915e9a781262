using AgentGateway.Domain;

namespace AgentGateway.Runtime.Vectors;

/// <summary>
/// The service that makes vectors of texts, so that recall also finds what says the same in other words: the settings
/// <c>Embeddings</c>. Without <see cref="Url"/> and <see cref="Model"/> recall goes by words alone.
/// </summary>
public sealed class EmbeddingOptions
{
    /// <summary>
    /// The base address: <c>https://api.openai.com/v1</c>, or <c>http://127.0.0.1:11434</c> for Ollama.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>The model, by the name that the service knows.</summary>
    public string? Model { get; set; }

    /// <summary>
    /// <c>openai</c> for all services that speak its protocol, or <c>ollama</c> for that of Ollama itself.
    /// </summary>
    public string Kind { get; set; } = "openai";

    /// <summary>A key, or <c>secret:NAME</c>; none where the service asks for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>So many texts have vectors at most, the newest ones. Each takes about as many bytes as it has numbers.</summary>
    public int ItemsMax { get; set; } = 100_000;

    /// <summary>So long a question waits for its vector; then it is answered by words alone.</summary>
    public double QuestionSeconds { get; set; } = 2;

    /// <summary>So long the service may take for a batch of texts.</summary>
    public double BatchSeconds { get; set; } = 60;

    /// <summary>Whether the protocol is Ollama's own.</summary>
    public bool IsOllama => Kind.Equals("ollama", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why they are of no use together; null where they are of use, and where nothing is set.</summary>
    public Rejection? Fault =>
        string.IsNullOrWhiteSpace(Url) && string.IsNullOrWhiteSpace(Model) ? null
        : string.IsNullOrWhiteSpace(Model)
            ? Wrong("Model", "is missing", "Name the embedder's model, such as text-embedding-3-small or nomic-embed-text.")
        : !Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            ? Wrong("Url", "is not an address", "Give an http or https address, such as http://127.0.0.1:11434.")
        : null;

    private static Rejection Wrong(string key, string what, string hint) =>
        new("invalid_setting", $"Embeddings:{key} {what}.", hint);
}
