namespace AgentGateway.Domain.Threads;

public enum TurnStatus
{
    /// <summary>Behind another turn of its thread.</summary>
    Queued,

    Running,

    /// <summary>For a person: an approval or an answer.</summary>
    Waiting,

    Completed,

    Failed,

    /// <summary>Ended by <c>thread_cancel</c>.</summary>
    Cancelled,

    /// <summary>Ended by a message that was sent with mode <c>interrupt</c>.</summary>
    Interrupted,
}
