using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Threads;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Delivery;

/// <summary>What delivery works with.</summary>
internal sealed record DeliveryServices(
    ConversationRegistry Registry,
    ConversationService Conversations,
    LiveConnections Connections,
    ChatSender Sender,
    ThreadDispatcher Threads,
    AgentCatalogue Catalogue,
    IJournal Journal,
    ChatClock Clock)
{
    public TimeProvider Time => Clock.Time;

    public ILogger Log => Clock.Log;
}
