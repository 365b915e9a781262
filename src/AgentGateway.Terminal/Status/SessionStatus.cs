namespace AgentGateway.Terminal.Status;

/// <summary>The activity of the program in a session, as far as can be told.</summary>
public enum SessionStatus
{
    Unknown,
    Working,
    Idle,
    NeedsApproval,
    Trust,
    Question,
    AuthDead,
    QuotaExhausted,
    Error,
    Exited,
}
