namespace AgentGateway.ShellPolicy.Facts;

/// <summary>
/// The machine on which a command would run, as far as its reading depends on it. Paths are absolute, links followed.
/// </summary>
/// <param name="Home">The home directory of the user who runs it.</param>
/// <param name="Gateway">The gateway's own directories. No command may write there.</param>
public sealed record ShellMachine(string Home, IReadOnlyList<string> Gateway, ShellPathZones Zones)
{
    /// <summary>The gateway's program, which commands may read and run, and which none may change.</summary>
    public IReadOnlyList<string> Program { get; init; } = [];

    /// <summary>The directory in which the caller works; null for none: then everything is outside.</summary>
    public string? Workspace { get; init; }

    /// <summary>The name of the user, for <c>~name</c>; null when it is not known.</summary>
    public string? User { get; init; }

    /// <summary>The gateway's process, which no command may end; 0 when it is not known.</summary>
    public int DaemonProcess { get; init; }
}
