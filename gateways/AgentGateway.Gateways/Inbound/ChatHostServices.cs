using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Delivery;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Inbound;

/// <summary>What every platform's host works with.</summary>
internal sealed class ChatHostServices(
    ConversationServices conversations,
    AccessServices access,
    ChatPresses presses,
    ChatEdits edits,
    ChatCandidates candidates,
    Pairing pairing,
    ChatClock clock)
{
    public ConversationRegistry Registry => conversations.Registry;

    public ConversationService Conversations => conversations.Conversations;

    public LiveConnections Connections => conversations.Connections;

    public ChatAccess Access => access.Access;

    public PlatformSettings Platforms => access.Platforms;

    public GatewayStandings Standings => access.Standings;

    public ChatPresses Presses => presses;

    public ChatEdits Edits => edits;

    public ChatCandidates Candidates => candidates;

    public Pairing Pairing => pairing;

    public TimeProvider Time => clock.Time;

    public ILogger Log => clock.Log;
}

/// <summary>The conversations, and the connections that they are on.</summary>
internal sealed record ConversationServices(
    ConversationRegistry Registry, ConversationService Conversations, LiveConnections Connections);

/// <summary>Who is let in, and what is told of those who are not.</summary>
internal sealed record AccessServices(ChatAccess Access, PlatformSettings Platforms, GatewayStandings Standings);
