using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>The git directory that belongs to a workspace: its own, or that of the repository of which it is a worktree.</summary>
internal static class GitDirectories
{
    private const int PointerBytesMax = 4096;

    /// <summary>A real path; null where there is none. A <c>.git</c> that is a file is followed only to a repository.</summary>
    public static string? Of(string root) => Directory.Exists(Own(root)) ? Own(root) : Shared(root);

    /// <summary>The directory that all worktrees of a repository share; null where the root is no worktree.</summary>
    internal static string? Shared(string root)
    {
        if (Pointer(Own(root), "gitdir: ") is not { } own || RealPath.Of(Path.Combine(root, own)) is not { } directory)
            return null;
        var shared = Pointer(Path.Combine(directory, "commondir"), "") is { } common
            ? RealPath.Of(Path.Combine(directory, common))
            : directory;

        // What merely names itself a repository, such as another directory of the home, is not shown.
        return shared is not null && File.Exists(Path.Combine(shared, "HEAD"))
            && Directory.Exists(Path.Combine(shared, "objects")) && Directory.Exists(Path.Combine(shared, "refs"))
            ? shared
            : null;
    }

    private static string Own(string root) => Path.Combine(root, ".git");

    private static string? Pointer(string file, string prefix)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > PointerBytesMax) return null;
        var text = File.ReadAllText(file).Trim();
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
    }
}
