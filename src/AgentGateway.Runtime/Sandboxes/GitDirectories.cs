using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// The git directory that belongs to a workspace: its own, or that of the repository of which it is a worktree.
/// </summary>
internal static class GitDirectories
{
    private const int PointerBytesMax = 4096;
    private const int SettingsBytesMax = 256 * 1024;

    /// <summary>The name of the directory that holds a directory for each linked worktree.</summary>
    public const string Worktrees = "worktrees";

    /// <summary>
    /// As its path is written: it may be a link (see <see cref="WorkspaceLinks"/>). Null where there is none. A
    /// <c>.git</c> that is a file is followed only to a repository that has the root as a worktree.
    /// </summary>
    public static string? Of(string root) => Directory.Exists(Own(root)) ? Own(root) : Shared(root);

    /// <summary>The directory that all worktrees of a repository share; null where the root is no worktree.</summary>
    internal static string? Shared(string root)
    {
        if (OfWorktree(root) is not { } directory) return null;
        var shared = Pointer(Path.Combine(directory, "commondir"), "") is { } common
            ? RealPath.Of(Path.Combine(directory, common))
            : directory;

        // What merely names itself a repository, such as another directory of the home, is not shown. Neither is
        // another repository that a program of the workspace wrote into what belongs to the worktree.
        return shared is not null
            && (shared == directory || Path.Combine(shared, Worktrees, Path.GetFileName(directory)) == directory)
            && File.Exists(Path.Combine(shared, "HEAD"))
            && Directory.Exists(Path.Combine(shared, "objects")) && Directory.Exists(Path.Combine(shared, "refs"))
            ? shared
            : null;
    }

    /// <summary>
    /// The directory in which git keeps what belongs to this worktree or submodule alone; null where there is none that
    /// names the root in its turn. A program can write a <c>.git</c> into a workspace that had none, and so name any
    /// repository of the machine.
    /// </summary>
    internal static string? OfWorktree(string root) =>
        Pointer(Own(root), "gitdir: ") is { } own && RealPath.Of(Path.Combine(root, own)) is { } directory
        && (Pointer(Path.Combine(directory, "gitdir"), "") is { } back
            ? RealPath.Of(Path.Combine(directory, back)) == Own(root)
            : Setting(Path.Combine(directory, "config"), "worktree") is { } worktree
                && RealPath.Of(Path.Combine(directory, worktree)) == root)
            ? directory
            : null;

    /// <summary>What belongs to each linked worktree of a repository, by its git directory.</summary>
    internal static IEnumerable<string> OfWorktrees(string git)
    {
        var worktrees = Path.Combine(git, Worktrees);
        return Directory.Exists(worktrees) ? Directory.EnumerateDirectories(worktrees) : [];
    }

    private static string Own(string root) => Path.Combine(root, ".git");

    /// <summary>The value of the first line that sets it; sections and quoting are not looked at.</summary>
    private static string? Setting(string file, string name)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > SettingsBytesMax) return null;
        return File.ReadLines(file).Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .FirstOrDefault(words => words.Length > 1 && words[0] == name)?[1];
    }

    private static string? Pointer(string file, string prefix)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > PointerBytesMax) return null;
        var text = File.ReadAllText(file).Trim();
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
    }
}
