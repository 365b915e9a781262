namespace AgentGateway.Domain.Tasks;

/// <summary>How a task stands. New members go to the end: what is stored leaves the first one out.</summary>
public enum TaskPhase
{
    /// <summary>It could run, and waits for a lane.</summary>
    Queued,

    Running,

    /// <summary>It cannot run yet; <see cref="TaskWait"/> says what it waits for.</summary>
    Waiting,

    /// <summary>A person has to decide whether it is run again or cancelled.</summary>
    Blocked,

    Completed,
    Failed,
    Cancelled,
}
