using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Gateways.Telegram;

/// <summary>Telegram as a platform of the gateway.</summary>
public sealed class TelegramModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<TelegramOptions>("Gateways:Telegram", isHot: true)
        .Service<IChatPlatform, TelegramPlatform>();
}
