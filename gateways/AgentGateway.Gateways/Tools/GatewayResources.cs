using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Runtime.Resources;

namespace AgentGateway.Gateways.Tools;

/// <summary>What clients read of the chat platforms.</summary>
internal sealed class GatewayResources(GatewayReport gateways) : IResourceSource
{
    public IReadOnlyList<Resource> Resources =>
    [
        Resource.OfView(
            "gateways", "Chat gateways", "agw://gateways",
            "The chat platforms: whether each is connected, what came last, and whose messages were not taken.",
            () => GatewayViewJson.Plain.GatewayListView,
            (_, _) => Task.FromResult(Outcome.Of(gateways.List()))) with { Follows = ConversationMachine.Kind },
    ];
}
