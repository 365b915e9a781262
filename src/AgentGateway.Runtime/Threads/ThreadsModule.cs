using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Turns;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Threads;

/// <summary>Threads, and the turns that run on them.</summary>
internal sealed class ThreadsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<ThreadOptions>("Threads")
        .Settings<ParticipantOptions>("Participants")
        .Settings<PromptOptions>("Prompts")
        .Reads<IThreadReads>()
        .Service<LiveThreads>()
        .Service<ThreadDispatcher>()
        .Service<ThreadHistory>()
        .Service<StoredThreads>()
        .Service<ThreadRequester>()
        .Service<IRequester, ThreadRequester>()
        .Service<IdempotencyKeys>()
        .Service<FileAttachments>()
        .Service<IPromptSource, AdviceSource>()
        .Service<PromptSources>()
        .Service<PromptGathering>()
        .Service<PromptBuilder>()
        .Service<PromptPreview>()
        .Service<ApprovalDirectives>()
        .Service<IDirectiveHandler, ApprovalDirectives>()
        .Service<ThreadDirectives>()
        .Service<ThreadService>()
        .Resources<ThreadResources>()
        .Docs("threads")
        .Docs("directives")
        .Service<TurnServices>()
        .Service<TurnRunner>()
        .Machine<ThreadMachine, AgentThread, ThreadCommand, ThreadEffects>(ThreadStream.Kind)
        .Subscribe<AgentThread, LiveThreads>()
        .Tool<ThreadCreateTool>()
        .Tool<ThreadListTool>()
        .Tool<ThreadReadTool>()
        .Tool<ThreadSendTool>()
        .Tool<ThreadWaitTool>()
        .Tool<ThreadCancelTool>()
        .Tool<ThreadParticipantTool>()
        .Tool<ThreadDelegateTool>()
        .Tool<ThreadHandoffTool>()
        .Tool<ThreadReturnTool>()
        .Tool<ThreadSearchTool>()
        .Tool<ThreadForkTool>()
        .Tool<ThreadUpdateTool>()
        .Tool<MessageAgentTool>()
        .Tool<HandoffThreadTool>();
}
