namespace AgentGateway.Domain.Policy;

/// <summary>The workspace in which a command of a call works.</summary>
public static class CallWorkspace
{
    /// <summary>Directories of the system: they are never a workspace, even if a call names one.</summary>
    private static readonly string[] SystemDirectories =
        ["/etc", "/usr", "/bin", "/sbin", "/lib", "/lib64", "/boot", "/dev", "/proc", "/sys", "/run", "/opt", "/var"];

    /// <summary>
    /// A client without a workspace works where its command runs: the user of that client was asked about the call. An
    /// agent's workspace is that of its thread, and nothing that the agent says makes another directory one.
    /// </summary>
    /// <param name="directory">Where the command runs, in its real place.</param>
    public static string? Of(string agent, string? workspace, string directory, PathZones zones) =>
        workspace is null && agent == ShippedRules.Client && directory.Length > 1
        && !SystemDirectories.Any(system => PathText.IsInside(system, directory))
        && (directory == zones.Home || zones.ZoneOf(directory, null) is PathZone.Outside or PathZone.Temporary)
            ? directory
            : workspace;
}
