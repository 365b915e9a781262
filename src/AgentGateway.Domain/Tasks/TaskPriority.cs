namespace AgentGateway.Domain.Tasks;

/// <summary>
/// Which of several tasks runs first. Waiting counts too: with time a low one overtakes what came after it.
/// </summary>
public enum TaskPriority
{
    Low = -1,
    Normal = 0,
    High = 1,
    Urgent = 2,
}
