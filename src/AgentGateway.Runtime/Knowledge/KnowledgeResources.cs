using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>What clients read of knowledge. A resource is the same for all clients, so it has what is for everyone.</summary>
internal sealed class KnowledgeResources(KnowledgeService knowledge) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "knowledge", "Knowledge", "agw://knowledge",
            "The knowledge that is for everyone, newest first; knowledge_search finds also what is for you alone.",
            () => ViewJson.Plain.KnowledgeListView,
            (_, cancellationToken) => knowledge.CommonAsync(cancellationToken)) with
        {
            Follows = KnowledgeMachine.Kind,
        },
    ];
}
