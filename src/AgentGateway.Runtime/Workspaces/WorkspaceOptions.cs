namespace AgentGateway.Runtime.Workspaces;

/// <summary>How workspaces are kept: the settings <c>Workspaces</c>.</summary>
public sealed class WorkspaceOptions
{
    /// <summary>
    /// Where worktrees are made, an absolute path; null for the data directory's path with <c>-workspaces</c> behind
    /// it.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>The first port that is given out.</summary>
    public int FirstPort { get; set; } = 20_000;

    /// <summary>Ports of each workspace.</summary>
    public int PortsEach { get; set; } = 10;

    /// <summary>How long git or a setup script may take, in seconds.</summary>
    public int SetupSeconds { get; set; } = 600;

    /// <summary>How much of ignored files <c>.worktreeinclude</c> may bring into a worktree, in bytes.</summary>
    public long IncludeBytesMax { get; set; } = 1024L * 1024 * 1024;
}
