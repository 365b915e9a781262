namespace AgentGateway.Runtime.Workspaces;

/// <summary>How workspaces are kept: the settings <c>Workspaces</c>.</summary>
public sealed class WorkspaceOptions
{
    /// <summary>Where worktrees are made; null for the data directory's path with <c>-workspaces</c> behind it.</summary>
    public string? Directory { get; set; }

    /// <summary>The first port that is given out.</summary>
    public int FirstPort { get; set; } = 20_000;

    /// <summary>Ports of each workspace.</summary>
    public int PortsEach { get; set; } = 10;

    /// <summary>How long git or a setup script may take, in seconds.</summary>
    public int SetupSeconds { get; set; } = 600;
}
