using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Agents.Embeddings;

/// <summary>The embedder that the settings <c>Embeddings</c> name.</summary>
/// <param name="secret">The value of a stored secret; null where there is none.</param>
public sealed class EmbeddersModule(Func<string, string?> secret) : IModule
{
    public void Register(ModuleBuilder module) => module.Service<IEmbedder>(provider => new HttpEmbedder(
        provider.GetRequiredService<EmbeddingOptions>(), secret, provider.GetRequiredService<KnownSecrets>()));
}
