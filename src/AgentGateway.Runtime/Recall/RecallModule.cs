using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Recall.Tools;

namespace AgentGateway.Runtime.Recall;

/// <summary>Recall over everything that is kept.</summary>
internal sealed class RecallModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service<IRecallSource, MessageRecallSource>()
        .Service<IRecallSource, OutputRecallSource>()
        .Service<RecallSearch>()
        .Service<RecallService>()
        .Settings<RecallOptions>("Recall", isHot: true)
        .Service<IPromptSource, RecallPromptSource>()
        .Subscribe<MemoryNote, RecallPromptSource>()
        .Subscribe<KnowledgeItem, RecallPromptSource>()
        .Subscribe<AgentThread, RecallPromptSource>()
        .Docs("recall")
        .Tool<MemoryRecallTool>();
}
