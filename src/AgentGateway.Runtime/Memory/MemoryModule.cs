using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Memory.Tools;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Recall;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Memory;

/// <summary>Notes and documents: what agents keep across threads, clients and restarts.</summary>
internal sealed class MemoryModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Reads<IMemoryReads>()
        .Machine<NoteMachine, MemoryNote, NoteCommand, NoteEffects>(NoteStream.Kind)
        .Machine<DocumentMachine, DocumentState, DocumentCommand, DocumentEffects>(DocumentStream.Kind)
        .Service<MemoryCallers>()
        .Service<NoteService>()
        .Subscribe<MemoryNote, NoteService>()
        .Service<DocumentService>()
        .Subscribe<DocumentState, DocumentService>()
        .Service<IRecallSource, NoteRecallSource>()
        .Service<IRecallSource, DocumentRecallSource>()
        .Service<IPromptSource, DocumentSource>()
        .Service<IThreadTexts, MemoryThreadTexts>()
        .Service<IDirectiveHandler, MemoryDirectives>()
        .Resources<MemoryResources>()
        .Docs("memory")
        .Tool<MemoryRememberTool>()
        .Tool<MemoryReadTool>()
        .Tool<MemoryWriteTool>()
        .Tool<MemoryCorrectTool>()
        .Tool<MemoryForgetTool>()
        .Tool<MemoryHistoryTool>();
}
