using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Recall.Tools;
using AgentGateway.Runtime.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Recall;

/// <summary>Recall over everything that is kept.</summary>
internal sealed class RecallModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service<IRecallSource, MessageRecallSource>()
        .Service<IRecallSource, OutputRecallSource>()
        .Settings<EmbeddingOptions>("Embeddings", isHot: true)
        .Service<MeaningIndex>()
        .Service<MeaningFiller>()
        .AfterSettings(static services => services.GetRequiredService<MeaningFiller>().LookAgain())
        .AfterStart(static services => services.GetRequiredService<MeaningFiller>().Begin())
        .Findings<EmbeddingFindings>(FindingGroup.Outside)
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
