using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary>
/// The paths that file tools touch: relative paths count from the workspace, and policy asks about a path that
/// leads out of it.
/// </summary>
internal static class WorkspaceFacts
{
    /// <summary>
    /// A path that does not exist is refused by the tool first, so that no person is asked about a call that cannot
    /// succeed.
    /// </summary>
    public static CallFacts Of(string? workspace, string path, PathUse use) =>
        path.Contains('\0', StringComparison.Ordinal) || (workspace is null && !Path.IsPathFullyQualified(path))
            ? CallFacts.None
            : new CallFacts { Paths = [(path, use)] };

    /// <summary>
    /// Whether a file's content may be shown to all who see approvals: the file is in the workspace and holds no
    /// secret.
    /// </summary>
    public static bool MayShow(PathZones zones, string? workspace, string path) =>
        workspace is not null
        && RealPath.Of(workspace) is { } root
        && RealPath.Leading(Path.Combine(root, path)) is { } real
        && zones.ZoneOf(real, root) == PathZone.Workspace;
}
