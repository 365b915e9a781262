namespace AgentGateway.Domain.Threads;

public enum MessageRole
{
    User,
    Assistant,
    Tool,
    System,
}
