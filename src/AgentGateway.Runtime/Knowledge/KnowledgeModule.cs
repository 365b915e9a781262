using AgentGateway.Domain.Knowledge;
using AgentGateway.Runtime.Knowledge.Tools;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Recall;

namespace AgentGateway.Runtime.Knowledge;

/// <summary>What was found out and reviewed, and what of it counts before work begins.</summary>
internal sealed class KnowledgeModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Machine<KnowledgeMachine, KnowledgeItem, KnowledgeCommand, KnowledgeEffects>(KnowledgeStream.Kind)
        .Machine(PreflightStream.Kind)
        .Reads<IKnowledgeReads>()
        .Service<KnowledgeService>()
        .Subscribe<KnowledgeItem, KnowledgeService>()
        .Service<PreflightService>()
        .Service<IPromptSource, KnowledgePromptSource>()
        .Service<IRecallSource, KnowledgeRecallSource>()
        .Tool<KnowledgePutTool>()
        .Tool<KnowledgeSearchTool>()
        .Tool<KnowledgePromoteTool>()
        .Tool<KnowledgeForgetTool>()
        .Tool<KnowledgePreflightTool>()
        .Resources<KnowledgeResources>()
        .Docs("knowledge");
}
