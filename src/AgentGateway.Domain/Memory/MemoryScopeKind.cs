namespace AgentGateway.Domain.Memory;

/// <summary>What a piece of memory is about, and so who reads it.</summary>
public enum MemoryScopeKind
{
    /// <summary>All agents and people of this gateway.</summary>
    Global,

    /// <summary>One person.</summary>
    Operator,

    /// <summary>One agent.</summary>
    Agent,

    /// <summary>Work in one directory.</summary>
    Workspace,

    /// <summary>One thread.</summary>
    Thread,
}
