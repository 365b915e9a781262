using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tasks;

/// <summary>The end of a task that this one depends on is to be waited for and recorded.</summary>
public sealed record WatchDependency(string Key, TaskId Task) : Effect(Key);

/// <summary>It is to be queued when its time has come.</summary>
public sealed record WakeTask(string Key, DateTimeOffset Until) : Effect(Key, Until);

/// <summary>It is to be claimed when a lane is free.</summary>
public sealed record AdmitTask(string Key) : Effect(Key);

/// <summary>Its run is to be carried out or, when another process had begun it, to be followed or given up.</summary>
public sealed record CarryOutTask(string Key, long Epoch) : Effect(Key);

/// <summary>It is to fail when its time is over.</summary>
public sealed record ExpireTaskEffect(string Key, DateTimeOffset Deadline) : Effect(Key, Deadline);

/// <summary>What it left behind when it ended is to be stopped.</summary>
public sealed record StopTaskWork(string Key) : Effect(Key);

/// <summary>The tasks that belong to it are to be cancelled.</summary>
public sealed record CancelTaskChildren(string Key) : Effect(Key);

/// <summary>A notice is to be posted to its thread.</summary>
public sealed record PostTaskNotice(string Key, string Text) : Effect(Key);
