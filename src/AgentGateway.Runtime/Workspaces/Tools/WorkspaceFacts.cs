using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary>
/// What tools touch that work on files: relative paths count from the workspace, and what leads out of it is asked
/// about.
/// </summary>
internal static class WorkspaceFacts
{
    /// <summary>
    /// A path that leads nowhere is refused by the tool itself, so that nobody is asked about what could not be done
    /// anyway.
    /// </summary>
    public static CallFacts Of(string? workspace, string path, PathUse use) =>
        path.Contains('\0', StringComparison.Ordinal) || (workspace is null && !Path.IsPathFullyQualified(path))
            ? CallFacts.None
            : new CallFacts { Paths = [(path, use)] };

    /// <summary>
    /// Whether what a file holds may be shown to everybody who sees approvals: not what is elsewhere, and no secret.
    /// </summary>
    public static bool MayShow(PolicyPlaces places, string? workspace, string path) =>
        workspace is not null
        && RealPath.Of(workspace) is { } root
        && RealPath.Leading(Path.Combine(root, path)) is { } real
        && places.ZoneOf(real, root) == PathZone.Workspace;
}
