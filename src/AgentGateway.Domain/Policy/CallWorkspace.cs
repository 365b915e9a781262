using AgentGateway.Domain.Clients;

namespace AgentGateway.Domain.Policy;

/// <summary>The workspace in which a command of a call works.</summary>
public static class CallWorkspace
{
    /// <summary>
    /// A client without a workspace has the directory of its command as one, because the client asked its own user
    /// about the call. A hidden directory of the home never becomes a workspace in this way, because programs keep
    /// their settings there. An agent's workspace is that of its thread, and no argument of a call changes it.
    /// </summary>
    /// <param name="directory">Where the command runs, all links followed.</param>
    public static string? Of(string agent, string? workspace, string directory, PathZones zones) =>
        workspace is null && ClientName.IsClient(agent)
        && WorkspacePaths.WhyNone(directory, zones) is null
        && !IsHiddenAtHome(directory, zones.Home)
        && zones.ZoneOf(directory, null) is PathZone.Outside or PathZone.Temporary
            ? directory
            : workspace;

    private static bool IsHiddenAtHome(string directory, string home) =>
        PathText.IsInside(home, directory)
        && directory[home.Length..].Contains("/.", StringComparison.Ordinal);
}
