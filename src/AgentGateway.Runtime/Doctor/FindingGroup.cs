namespace AgentGateway.Runtime.Doctor;

/// <summary>
/// Where a capability's findings stand in what doctor tells: the groups follow one another in this order, and within a
/// group the order of registration counts.
/// </summary>
public enum FindingGroup
{
    /// <summary>Whether what is durable can be used.</summary>
    Storage,

    /// <summary>What people wrote: agents, providers, policy.</summary>
    Settings,

    /// <summary>What is reached outside of the daemon: models, MCP servers.</summary>
    Outside,

    /// <summary>What work left behind.</summary>
    Work,

    /// <summary>Who can answer.</summary>
    Agents,
}
