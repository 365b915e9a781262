using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Runtime.Turns;

/// <summary>The turns that run on threads, and the prompts that they begin with.</summary>
internal sealed class TurnsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<PromptOptions>("Prompts")
        .Service<IPromptSource, AdviceSource>()
        .Service<IPromptSource, OpenWorkSource>()
        .Service<PromptSources>()
        .Service<PromptGathering>()
        .Service<PromptBuilder>()
        .Service<PromptPreview>()
        .Service<TurnPrompts>()
        .Service<TurnServices>()
        .Service<TurnRunner>()
        .Effects<ThreadMachine, AgentThread, ThreadCommand, ThreadEffects>();
}
