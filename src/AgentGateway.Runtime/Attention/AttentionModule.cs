using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Attention;

/// <summary>The inbox of the person, made of what other modules keep.</summary>
internal sealed class AttentionModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service<LastLook>()
        .Service<AttentionService>()
        .Docs("inbox");
}
