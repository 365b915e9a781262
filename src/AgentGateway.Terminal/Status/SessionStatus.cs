namespace AgentGateway.Terminal.Status;

/// <summary>What the program in a session is doing, as far as can be told.</summary>
public enum SessionStatus
{
    Unknown,
    Working,
    Idle,
    NeedsApproval,
    Question,
    AuthDead,
    QuotaExhausted,
    Exited,
}
