using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tasks;

/// <summary>Wait for the end of a task that this one depends on, and record it.</summary>
public sealed record WatchDependency(string Key, TaskId Task) : Effect(Key);

/// <summary>Queue the task when its time has come.</summary>
public sealed record WakeTask(string Key, DateTimeOffset Until) : Effect(Key, Until);

/// <summary>Claim the task when a lane is free.</summary>
public sealed record AdmitTask(string Key) : Effect(Key);

/// <summary>Carry out the run; where another process had begun it, follow it or give it up.</summary>
public sealed record CarryOutTask(string Key, long Epoch) : Effect(Key);

/// <summary>It is to fail when its time is over.</summary>
public sealed record ExpireTaskEffect(string Key, DateTimeOffset Deadline) : Effect(Key, Deadline);

/// <summary>Stop the work that outlived the task.</summary>
public sealed record StopTaskWork(string Key) : Effect(Key);

/// <summary>Cancel the tasks that belong to it.</summary>
public sealed record CancelTaskChildren(string Key) : Effect(Key);

/// <summary>Post a notice to its thread.</summary>
public sealed record PostTaskNotice(string Key, string Text) : Effect(Key);

/// <summary>Erase the texts of the deleted task.</summary>
public sealed record EraseTask(string Key) : Effect(Key);
