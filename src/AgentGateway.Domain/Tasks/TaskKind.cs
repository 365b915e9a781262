namespace AgentGateway.Domain.Tasks;

/// <summary>What a task runs. New members go to the end: what is stored leaves the first one out.</summary>
public enum TaskKind
{
    /// <summary>An agent's turn that answers a prompt.</summary>
    Turn,

    /// <summary>A shell line, in a session or in a terminal of its own.</summary>
    Command,

    /// <summary>One call of a tool, through the gate.</summary>
    Tool,
}
