using AgentGateway.Domain.CommandQueues;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Sessions.Tools;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Commands that wait for their turn in a session.</summary>
internal sealed class CommandQueuesModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Reads<ICommandQueueReads>()
        .Service<CommandQueueTexts>()
        .Service<CommandQueues>()
        .Machine<CommandQueueMachine, CommandQueue, QueueCommand, CommandQueueEffects>(CommandQueueStream.Kind)
        .Subscribe<CommandQueue, CommandQueues>()
        .LoadAtStart<CommandQueues>()
        .Service<CommandQueueService>()
        .Tool<SessionEnqueueTool>()
        .Tool<SessionQueueTool>()
        .Tool<SessionDequeueTool>()
        .Docs("commands");
}
