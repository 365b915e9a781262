namespace AgentGateway.Domain.Sessions;

/// <summary>What runs in a session's terminal, one after the other.</summary>
public enum SessionPhase
{
    Program,

    /// <summary>The script before the program, which starts only if it succeeds.</summary>
    Init,

    /// <summary>The script after the program, however that ended.</summary>
    Cleanup,
}
