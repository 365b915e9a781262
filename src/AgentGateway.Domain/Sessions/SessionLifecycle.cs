namespace AgentGateway.Domain.Sessions;

/// <summary>
/// How far a session has come. From <see cref="Completed"/> on it has ended, and only a restart changes that.
/// </summary>
public enum SessionLifecycle
{
    /// <summary>Its program has not been started yet.</summary>
    Created,

    /// <summary>Its program, or the script before it, is being started or runs.</summary>
    Starting,

    Running,

    /// <summary>Its program was asked to end, or has ended and the script after it runs.</summary>
    Stopping,

    /// <summary>Its program ended by itself.</summary>
    Completed,

    /// <summary>It was ended on request.</summary>
    Stopped,

    /// <summary>It could not be started, went beyond a limit, or was lost.</summary>
    Failed,

    /// <summary>It was lost, and processes of it may still live.</summary>
    Orphaned,
}
