using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>What clients read of knowledge: what knowledge_search would give them.</summary>
internal sealed class KnowledgeResources(KnowledgeService knowledge) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "knowledge", "Knowledge", "agw://knowledge",
            "The knowledge that the reader may read, newest first: the first page of knowledge_search.",
            () => ViewJson.Plain.KnowledgeListView,
            (request, cancellationToken) => knowledge.SearchAsync(
                request.AsCall, null, null, null, null, cancellationToken)) with
        {
            Follows = KnowledgeMachine.Kind,
        },
    ];
}
