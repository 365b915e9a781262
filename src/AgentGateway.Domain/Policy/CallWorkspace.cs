namespace AgentGateway.Domain.Policy;

/// <summary>The workspace in which a command of a call works.</summary>
public static class CallWorkspace
{
    /// <summary>
    /// A client without a workspace works where its command runs: the user of that client was asked about the call. No
    /// such call makes a hidden directory of the home a workspace, because settings of programs lie there. An agent's
    /// workspace is that of its thread, and nothing that the agent says makes another directory one.
    /// </summary>
    /// <param name="directory">Where the command runs, in its real place.</param>
    public static string? Of(string agent, string? workspace, string directory, PathZones zones) =>
        workspace is null && agent == ShippedRules.Client
        && WorkspacePaths.WhyNone(directory, zones) is null
        && !IsHiddenAtHome(directory, zones.Home)
        && zones.ZoneOf(directory, null) is PathZone.Outside or PathZone.Temporary
            ? directory
            : workspace;

    private static bool IsHiddenAtHome(string directory, string home) =>
        PathText.IsInside(home, directory)
        && directory[home.Length..].Contains("/.", StringComparison.Ordinal);
}
