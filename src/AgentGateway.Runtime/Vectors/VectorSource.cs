namespace AgentGateway.Runtime.Vectors;

/// <summary>What vectors were made of and by: those of another journal or embedder are of no use.</summary>
/// <param name="Embedder">Its <see cref="IEmbedder.Source"/>.</param>
public sealed record VectorSource(string Journal, string Embedder);
