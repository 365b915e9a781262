using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Live;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Threads.Tools;

namespace AgentGateway.Runtime.Threads;

/// <summary>Threads: messages, owners, participants, delegations and turns.</summary>
internal sealed class ThreadsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<ThreadOptions>("Threads", isHot: true)
        .Settings<ParticipantOptions>("Participants", isHot: true)
        .Reads<IThreadReads>()
        .Service<LiveThreads>()
        .Service<ThreadDispatcher>()
        .Service<ThreadHistory>()
        .Service<StoredThreads>()
        .Service<ThreadOutcomeReceiver>()
        .Service<IOutcomeReceiver, ThreadOutcomeReceiver>()
        .Service<IdempotencyKeys>()
        .Service<FileAttachments>()
        .Service<ApprovalDirectives>()
        .Service<IDirectiveHandler, ApprovalDirectives>()
        .Service<ThreadDirectives>()
        .Service<ThreadOpening>()
        .Service<IThreadWork, RequestThreadWork>()
        .Service<IThreadTexts, RequestThreadTexts>()
        .Service<OpenWork>()
        .Service<ThreadService>()
        .Service<StreamEraser>()
        .Service<ThreadEraser>()
        .Service<TurnService>()
        .Service<MessageService>()
        .Service<DelegationService>()
        .Service<OutsideWords>()
        .Service<OwnershipService>()
        .Resources<ThreadResources>()
        .Docs("threads")
        .Docs("directives")
        .Machine(ThreadStream.Kind)
        .Subscribe<AgentThread, LiveThreads>()
        .Tool<ThreadCreateTool>()
        .Tool<ThreadListTool>()
        .Tool<ThreadReadTool>()
        .Tool<ThreadSendTool>()
        .Tool<ThreadWaitTool>()
        .Tool<ThreadCancelTool>()
        .Tool<ThreadRetryTool>()
        .Tool<ThreadParticipantTool>()
        .Tool<ThreadDelegateTool>()
        .Tool<ThreadHandoffTool>()
        .Tool<ThreadReturnTool>()
        .Tool<ThreadSearchTool>()
        .Tool<ThreadForkTool>()
        .Tool<ThreadUpdateTool>();
}
