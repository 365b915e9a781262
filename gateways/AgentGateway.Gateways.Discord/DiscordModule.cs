using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Gateways.Discord;

/// <summary>Adds Discord to the chat platforms.</summary>
public sealed class DiscordModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<DiscordOptions>("Gateways:Discord", isHot: true)
        .Service<IChatPlatform, DiscordPlatform>();
}
