namespace AgentGateway.Runtime.Principals;

/// <summary>How much of what lasts one client may make: the settings <c>Limits</c>.</summary>
public sealed class ClientLimits
{
    /// <summary>Agents that one principal may have registered.</summary>
    public int AgentsMax { get; set; } = 50;

    /// <summary>
    /// Rules that approvals of one agent's or client's calls may leave behind and that hold; and as many about hosts.
    /// </summary>
    public int RulesMax { get; set; } = 200;

    /// <summary>Further tokens that hold.</summary>
    public int TokensMax { get; set; } = 100;
}
