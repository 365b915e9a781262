namespace AgentGateway.Domain.CommandQueues;

/// <summary>How a queued command stands. New members go to the end: what is stored leaves the first one out.</summary>
public enum CommandState
{
    Waiting,
    Running,

    /// <summary>It ended with exit code 0.</summary>
    Succeeded,

    /// <summary>
    /// It ended with another exit code, or with none because it was interrupted or could not be read by the shell.
    /// </summary>
    Failed,

    /// <summary>Its condition could not come true any more; it was never run.</summary>
    Skipped,

    /// <summary>It was taken out of the queue before it began.</summary>
    Cancelled,

    /// <summary>It was begun, and a crash hid how it ended. It is never run again by itself.</summary>
    Unknown,
}
