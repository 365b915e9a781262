using System.IO.Enumeration;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// What runs later in directories below a workspace's root, such as the settings of a repository in one of them. It is
/// looked for level by level, so that the nearest is found first, and within bounds, because a start waits for it.
/// </summary>
/// <param name="Paths">What a sandbox shows read-only as a whole.</param>
/// <param name="GitDirectories">Repositories: commits write them, so only parts of them are read-only.</param>
/// <param name="IsAll">False where a bound was reached, so that there may be more.</param>
public sealed record DeeperPaths(IReadOnlyList<string> Paths, IReadOnlyList<string> GitDirectories, bool IsAll)
{
    public const int LevelsMax = 3;
    public const int DirectoriesMax = 512;

    /// <summary>Each of them is a mount or several, which a start also waits for.</summary>
    public const int PathsMax = 128;

    private const string Git = ".git";

    public static DeeperPaths None { get; } = new([], [], IsAll: true);

    private static readonly EnumerationOptions Everything =
        new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = true };

    /// <summary>Of the paths, the files that say where a submodule or worktree has its git directory.</summary>
    public IEnumerable<string> Pointers => Paths.Where(path => Path.GetFileName(path) == Git);

    /// <summary>Whether a path lies in a repository below the root, which may be removed at any time.</summary>
    public bool IsOfRepository(string path) => GitDirectories.Any(git => PathText.IsInside(git, path));

    /// <summary>How far is looked, in a sentence for people.</summary>
    public static string Bound { get; } =
        $"{LevelsMax} levels below the root, in the first {DirectoriesMax} directories, at most {PathsMax} paths, and not in "
        + $"directories that tools fill: {string.Join(", ", RunsLaterPaths.FilledByTools)}.";

    public static DeeperPaths Of(string root)
    {
        var (paths, repositories, isAll) = (new List<string>(), new List<string>(), true);
        var (waiting, seen) = (new Queue<(string Path, int Level)>([(root, 0)]), 1);
        while (waiting.TryDequeue(out var directory))
        {
            foreach (var (path, name, isDirectory) in Entries(directory.Path))
            {
                if (RunsLaterPaths.IsName(name))
                {
                    // What lies in the root itself is protected whether it is there or not.
                    if (directory.Level == 0) continue;
                    // An empty directory says nothing; it may hold a place for a sandbox that works there.
                    if (isDirectory && name != Git && IsEmptyDirectory(path)) continue;
                    if (paths.Count + repositories.Count == PathsMax) isAll = false;
                    else (name == Git && isDirectory ? repositories : paths).Add(path);
                }
                else if (directory.Level < LevelsMax && seen < DirectoriesMax)
                {
                    seen++;
                    waiting.Enqueue((path, directory.Level + 1));
                }
                else
                {
                    isAll = false;
                }
            }
        }

        return new(paths, repositories, isAll);
    }

    /// <summary>False for a file, and for a directory that was removed meanwhile or shows nothing.</summary>
    public static bool IsEmptyDirectory(string path)
    {
        try
        {
            return Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Directories, and files of the names that are looked for. A link leads elsewhere, and is neither.</summary>
    private static IReadOnlyList<(string Path, string Name, bool IsDirectory)> Entries(string directory)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<(string Path, string Name, bool IsDirectory)>(
                    directory,
                    (ref entry) => (entry.ToFullPath(), entry.FileName.ToString(), entry.IsDirectory),
                    Everything)
                {
                    ShouldIncludePredicate = (ref entry) =>
                        (entry.IsDirectory || RunsLaterPaths.IsName(entry.FileName))
                        && (entry.Attributes & FileAttributes.ReparsePoint) == 0
                        && !RunsLaterPaths.FilledByTools.Contains(entry.FileName.ToString()),
                },
            ];
        }
        catch (IOException)
        {
            // It was removed meanwhile.
            return [];
        }
    }
}
