using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Tasks;

/// <summary>What is stored of tasks, the way to change it, and who hears of changes.</summary>
internal sealed record StoredTasks(
    TaskDispatcher Dispatcher, TaskHistory History, TaskSignals Signals, TaskFamilies Families, ITaskReads Reads,
        IJournal Journal);
