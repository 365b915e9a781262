using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// The git directories that belong to a workspace: its own, that of the repository of which it is a worktree, and those
/// of repositories directly below it.
/// </summary>
internal static class GitDirectories
{
    private const int PointerBytesMax = 4096;
    private const int DirectoriesMax = 512;

    /// <summary>Real paths. A <c>.git</c> that is a file is followed only where it leads to a repository.</summary>
    public static IReadOnlyList<string> Of(string root)
    {
        var found = new List<string>();
        if (Directory.Exists(Own(root))) found.Add(Own(root));
        else if (Shared(root) is { } shared) found.Add(shared);
        found.AddRange(Below(root));
        return found;
    }

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

    private static IEnumerable<string> Below(string root)
    {
        try
        {
            return
            [
                .. Directory.EnumerateDirectories(root).Take(DirectoriesMax)
                    .Where(directory => new DirectoryInfo(directory).LinkTarget is null)
                    .Select(Own)
                    .Where(Directory.Exists),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? Pointer(string file, string prefix)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > PointerBytesMax) return null;
        var text = File.ReadAllText(file).Trim();
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
    }
}
