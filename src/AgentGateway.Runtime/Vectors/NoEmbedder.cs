namespace AgentGateway.Runtime.Vectors;

/// <summary>Where no project brings an embedder.</summary>
internal sealed class NoEmbedder : IEmbedder
{
    public string? Source => null;

    public Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
