using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Tasks;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Tasks: turns, commands and tool calls that run once their dependencies and their time allow it.</summary>
internal sealed class TasksModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<TaskOptions>("Tasks", isHot: true)
        .Service<TaskSignals>()
        .Service<TaskLanes>()
        .Service<TaskFamilies>()
        .Service<TaskDispatcher>()
        .Service<TaskHistory>()
        .Reads<ITaskReads>()
        .Service<StoredTasks>()
        .Service<IThreadWork, TaskThreadWork>()
        .Service<IThreadTexts, TaskThreadTexts>()
        .Service<TaskOutcomeReceiver>()
        .Service<IOutcomeReceiver, TaskOutcomeReceiver>()
        .Service<TaskPlaces>()
        .Service<TaskCalls>()
        .Service(static provider => provider.GetRequiredService<TaskCalls>().Gate)
        .Service<TaskOpening>()
        .Service<TaskService>()
        .Service<TaskDirectives>()
        .Service<IDirectiveHandler, TaskDirectives>()
        .Service<TurnWork>()
        .Service<TaskStart>()
        .Service<CommandWork>()
        .Machine<TaskMachine, AgentTask, TaskCommand, TaskEffects>(TaskStream.Kind)
        .Resources<TaskResources>()
        .Docs("tasks")
        .Subscribe<AgentTask, TaskLanes>()
        .Subscribe<AgentTask, TaskSignals>()
        .Subscribe<AgentThread, TaskSignals>()
        .Subscribe<CommandQueue, TaskSignals>()
        .Tool<TaskCreateTool>()
        .Tool<TaskListTool>()
        .Tool<TaskGetTool>()
        .Tool<TaskWaitTool>()
        .Tool<TaskUpdateTool>()
        .Tool<TaskCancelTool>()
        .Tool<TaskRetryTool>();
}
