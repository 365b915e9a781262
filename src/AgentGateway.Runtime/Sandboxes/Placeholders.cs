using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// Keeps what <see cref="RunsLaterPaths"/> names from being made where it is missing. A mount needs something to cover,
/// so while a sandbox runs an empty directory stands there, which git, editors and agents take no notice of. Nothing is
/// remembered of it: an empty directory of such a name is removed when the last sandbox of the workspace has ended.
/// </summary>
internal static class Placeholders
{
    /// <summary>
    /// A file that makes git read another directory's settings. With this content it says the same as its absence.
    /// </summary>
    public const string CommonDirectory = "commondir";
    private const string Hooks = "hooks";
    private const string Same = ".\n";

    /// <summary>They are made and removed one after the other, so that none is removed that was just made.</summary>
    private static readonly Lock Changing = new();
    private static readonly DirectoryUses Uses = new();

    /// <summary>
    /// The paths to cover in the workspace, and whether each is an empty directory; makes those that are missing. A
    /// start waits for this, so what was just made is not looked at again.
    /// </summary>
    /// <exception cref="IOException">The workspace cannot be written.</exception>
    public static IReadOnlyList<(string Path, bool IsEmpty)> Make(string root, IReadOnlyList<string> gitDirectories)
    {
        lock (Changing)
        {
            Uses.Begin(root, gitDirectories);
            return [.. MakeEach(root, gitDirectories)];
        }
    }

    /// <summary>Keeps what an earlier daemon made for a sandbox that goes on.</summary>
    public static void Keep(string root, IReadOnlyList<string> gitDirectories)
    {
        lock (Changing) Uses.Begin(root, gitDirectories);
    }

    /// <summary>
    /// Removes what is as <see cref="Make"/> left it. What cannot be removed stays, and does no harm; so does what
    /// another workspace of the same repository or another daemon uses.
    /// </summary>
    /// <param name="isNeeded">Whether a sandbox of the workspace was begun that may have made it.</param>
    public static void Remove(string root, Func<IEnumerable<string>> gitDirectories, Func<bool> isNeeded)
    {
        lock (Changing)
        {
            if (isNeeded()) return;
            Uses.End(root);
            using (var alone = DirectoryUses.TakeAlone(root))
                if (alone is not null)
                    foreach (var path in Named(root)) Delete(path);
            foreach (var git in gitDirectories())
            {
                using var alone = DirectoryUses.TakeAlone(git);
                if (alone is null) continue;
                Delete(Path.Combine(git, Hooks));
                var common = Path.Combine(git, CommonDirectory);
                Try(() =>
                {
                    if (File.ReadAllText(common) == Same) File.Delete(common);
                });
            }
        }
    }

    private static IEnumerable<(string Path, bool IsEmpty)> MakeEach(string root, IEnumerable<string> gitDirectories)
    {
        foreach (var path in Named(root))
        {
            var isMissing = !Path.Exists(path);
            if (isMissing) Directory.CreateDirectory(path);
            yield return (path, isMissing || DeeperPaths.IsEmptyDirectory(path));
        }

        foreach (var path in RunsLaterPaths.FilesWhereTheyExist.Select(name => Path.Combine(root, name)))
            if (File.Exists(path)) yield return (path, false);
        foreach (var git in gitDirectories.Where(Directory.Exists))
        {
            var common = Path.Combine(git, CommonDirectory);
            if (!Path.Exists(common)) File.WriteAllText(common, Same);
            yield return (common, false);
            if (!Path.Exists(Path.Combine(git, Hooks))) Directory.CreateDirectory(Path.Combine(git, Hooks));
            foreach (var path in RunsLaterPaths.InGitDirectory.Select(name => Path.Combine(git, name)))
                if (Path.Exists(path)) yield return (path, DeeperPaths.IsEmptyDirectory(path));
        }
    }

    private static IEnumerable<string> Named(string root) =>
        RunsLaterPaths.Directories.Concat(RunsLaterPaths.Files).Select(name => Path.Combine(root, name));

    /// <summary>Deletes an empty directory, and no link to one.</summary>
    private static void Delete(string path)
    {
        if (!WorkspaceLinks.Is(path)) Try(() => Directory.Delete(path));
    }

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is not empty, and so not a placeholder, or it was removed already.
        }
    }
}
