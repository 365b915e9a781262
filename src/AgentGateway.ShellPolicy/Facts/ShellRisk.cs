namespace AgentGateway.ShellPolicy.Facts;

/// <summary>What a command can do at worst, as far as its words tell. The order is the order of danger.</summary>
public enum ShellRisk
{
    /// <summary>It executes something, which every command does.</summary>
    Executes,

    /// <summary>It reaches further than the workspace, or it cannot be told beforehand what it does.</summary>
    ReachesOut,

    /// <summary>It reads the gateway's own directory.</summary>
    Gateway,
}
