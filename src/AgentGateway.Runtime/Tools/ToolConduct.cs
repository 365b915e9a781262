namespace AgentGateway.Runtime.Tools;

/// <summary>What clients may assume of a tool before they ask their user.</summary>
[Flags]
public enum ToolConduct
{
    /// <summary>It adds something, and adds it again when called again.</summary>
    Adds = 0,

    /// <summary>It changes nothing.</summary>
    ReadOnly = 1,

    /// <summary>Calling it again with the same arguments has no further effect.</summary>
    Idempotent = 2,

    /// <summary>It may end or undo work.</summary>
    Destructive = 4,

    /// <summary>What it sets going is beyond this daemon: an agent's model or client, or a program.</summary>
    OpenWorld = 8,

    Reads = ReadOnly | Idempotent,
}
