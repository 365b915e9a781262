namespace AgentGateway.Domain.CommandQueues;

/// <summary>
/// Which of several commands that could run goes first; among equals the one that was enqueued first.
/// </summary>
public enum CommandPriority
{
    Low = -1,
    Normal = 0,
    High = 1,
    Urgent = 2,
}
