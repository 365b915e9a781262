using AgentGateway.Domain.ChatAccess;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Cards;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Delivery;
using AgentGateway.Gateways.Supervision;
using AgentGateway.Gateways.Inbound;
using AgentGateway.Gateways.Tools;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Gateways;

/// <summary>
/// Threads, approvals and questions in the chats of platforms. Each platform is a module beside this one, which
/// registers its <see cref="Platforms.IChatPlatform"/>.
/// </summary>
/// <param name="secrets">Where the tokens of bots are found.</param>
public sealed class ChatModule(ChatSecrets secrets) : IModule
{
    public void Register(ModuleBuilder module) => module
        .Instance(secrets)
        .Settings<PeopleOptions>("People", isHot: true)
        .Service<ConversationRegistry>()
        .Service<ConversationService>()
        .Service<LiveConnections>()
        .Service<PlatformSettings>()
        .Service<GatewayStandings>()
        .Service<ChatAccess>()
        .Service<ChatCallers>()
        .Service<ChatClock>()
        .Service<LiveMessages>()
        .Service<ChatSender>()
        .Service<DeliveryServices>()
        .Service<ConversationServices>()
        .Service<AccessServices>()
        .Service<ChatDelivery>()
        .Service<TurnAskers>()
        .Service<WorkingSigns>()
        .Service<CardNames>()
        .Service<QuietTime>()
        .Service<ChatApprovers>()
        .Service<ChatCards>()
        .Service<ChatBindings>()
        .Service<ChatDecisions>()
        .Service<ChatCommands>()
        .Service<ReceivedFiles>()
        .Service<ChatReplies>()
        .Service<ChatEdits>()
        .Service<ChatPresses>()
        .Service<ChatCandidates>()
        .Service<Pairing>()
        .Service<ChatHostServices>()
        .Service<ChatGateways>()
        .Service<ChatWebhooks>()
        .Service<GatewayReport>()
        .Service<IThreadTexts, ChatTexts>()
        .Machine<ConversationMachine, Conversation, ConversationCommand, ChatEffects>(ConversationStream.Kind)
        .Machine(ChatAccessStream.Kind)
        .Subscribe<Conversation, ConversationRegistry>()
        .Subscribe<Conversation, ChatDelivery>()
        .Subscribe<AgentThread, ChatDelivery>()
        .Subscribe<AgentThread, WorkingSigns>()
        .Subscribe<AgentThread, ChatCards>()
        .Subscribe<ChatAccessState, ChatAccess>()
        .LoadAtStart<ConversationRegistry>()
        .LoadAtStart<ChatAccess>()
        .AfterStart(static provider => provider.GetRequiredService<ChatGateways>().Start())
        .AfterSettings(static provider => provider.GetRequiredService<ChatGateways>().Look())
        .AfterSettings(static provider => provider.GetRequiredService<QuietTime>().Look())
        .Findings<GatewayFindings>(FindingGroup.Outside)
        .Resources<GatewayResources>()
        .Docs("gateways")
        .Tool<GatewayListTool>()
        .Tool<GatewayBindingsTool>()
        .Tool<GatewayUnbindTool>()
        .Tool<GatewayPauseTool>()
        .Tool<GatewayResumeTool>()
        .Tool<GatewayPeopleTool>()
        .Tool<GatewayPairTool>()
        .Tool<GatewayInviteTool>()
        .Tool<GatewaySetupTool>();
}
