using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Gateways.Slack;

/// <summary>Adds Slack to the chat platforms.</summary>
public sealed class SlackModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<SlackOptions>("Gateways:Slack", isHot: true)
        .Service<IChatPlatform, SlackPlatform>();
}
