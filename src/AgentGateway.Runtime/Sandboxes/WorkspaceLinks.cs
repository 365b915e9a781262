using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// Finds a link where a sandbox mounts something in a workspace. A mount follows links, and a program of an earlier
/// sandbox may have made one: it would show what it leads to, such as <c>~/.ssh</c>. And nothing can be mounted on the
/// link itself, so that a program could put something else in its place.
/// </summary>
internal static class WorkspaceLinks
{
    /// <summary>The first one, or null.</summary>
    /// <param name="gitDirectories">Those of the workspace and of the repositories below it.</param>
    public static string? Find(string root, IReadOnlyList<string> gitDirectories) =>
        Mounted(root, gitDirectories).FirstOrDefault(Is);

    public static bool Is(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Each directory comes before what is in it, so that no link is followed on the way.</summary>
    private static IEnumerable<string> Mounted(string root, IReadOnlyList<string> gitDirectories)
    {
        yield return Path.Combine(root, ".git");
        foreach (var name in (string[])
        [
            .. RunsLaterPaths.Directories, .. RunsLaterPaths.Files, .. RunsLaterPaths.FilesWhereTheyExist,
        ])
            yield return Path.Combine(root, name);
        foreach (var git in gitDirectories)
        {
            yield return git;
            yield return Path.Combine(git, Placeholders.CommonDirectory);
            foreach (var name in RunsLaterPaths.InGitDirectory) yield return Path.Combine(git, name);
            yield return Path.Combine(git, GitDirectories.Worktrees);
            foreach (var worktree in GitDirectories.OfWorktrees(git)) yield return worktree;
        }

        if (GitDirectories.OfWorktree(root) is { } own)
            foreach (var name in RunsLaterPaths.InWorktreeDirectory) yield return Path.Combine(own, name);
    }
}
