using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sandboxes;

namespace AgentGateway.Views;

/// <summary>The lists of paths by which policy judges; directories stand for all that is in them.</summary>
/// <param name="NoWorkspace">Directories that are never a workspace.</param>
/// <param name="Secret">Names of files and directories that are judged as secrets wherever they lie.</param>
/// <param name="RunsLaterInWorkspace">
/// What is executed later without a further question, from a workspace's root.
/// </param>
/// <param name="DeeperBound">How far below the root a sandbox looks for the same.</param>
/// <param name="Deeper">What it finds below the caller's directory; null where the caller works in none.</param>
/// <param name="RunsLaterAtHome">The same from the home directory, with <c>~</c> for it.</param>
/// <param name="Gateway">The gateway's own, to which nothing else writes.</param>
internal sealed record PolicyPathsView(
    IReadOnlyList<string> NoWorkspace,
    IReadOnlyList<string> Secret,
    IReadOnlyList<string> RunsLaterInWorkspace,
    string DeeperBound,
    DeeperPathsView? Deeper,
    IReadOnlyList<string> RunsLaterAtHome,
    IReadOnlyList<string> Gateway)
{
    /// <param name="workspace">Where the caller works.</param>
    public static PolicyPathsView Of(PathZones zones, string? workspace) => new(
        ["/", $"{zones.Home} itself", .. WorkspacePaths.SystemDirectories, .. zones.Gateway, .. zones.Program],
        [.. SecretPaths.Names.Concat(SecretPaths.Endings.Select(ending => $"*{ending}")).Order(StringComparer.Ordinal)],
        [
            .. RunsLaterPaths.Directories,
            .. RunsLaterPaths.Files,
            .. RunsLaterPaths.FilesWhereTheyExist,
            .. RunsLaterPaths.InGitDirectory.Select(path => $".git/{path}"),
            .. RunsLaterPaths.InWorktreeDirectory.Select(path => $".git/worktrees/*/{path}"),
        ],
        DeeperPaths.Bound,
        workspace is null || WorkspacePaths.WhyNone(workspace, zones) is not null ? null : DeeperPathsView.Of(workspace),
        [$"~/{HomePaths.DotFiles}", .. HomePaths.RunLater.Select(path => $"~/{path}")],
        [.. zones.Gateway, .. zones.Program]);
}
