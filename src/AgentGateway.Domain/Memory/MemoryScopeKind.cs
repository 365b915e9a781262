namespace AgentGateway.Domain.Memory;

/// <summary>Whom a piece of memory is for.</summary>
public enum MemoryScopeKind
{
    /// <summary>All agents and people of this gateway.</summary>
    Global,

    /// <summary>What is known about and for one person.</summary>
    Operator,

    /// <summary>One agent, wherever it works.</summary>
    Agent,

    /// <summary>Everybody's work in one directory.</summary>
    Workspace,

    /// <summary>One thread.</summary>
    Thread,
}
