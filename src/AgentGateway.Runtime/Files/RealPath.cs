
namespace AgentGateway.Runtime.Files;

/// <summary>Where a path really leads, all links on the way followed.</summary>
internal static class RealPath
{
    private const int LinksMax = 40;

    /// <summary>Null when it leads nowhere or in a circle.</summary>
    public static string? Of(string path) => IsPath(path) ? Follow(Path.GetFullPath(path), mayLackEnd: false) : null;

    /// <summary>
    /// Where an absolute path leads when the system follows it, including <c>..</c> behind a link; names that do not
    /// exist yet are taken as they are written. Null when its links form a circle, or when the system would refuse the
    /// path.
    /// </summary>
    public static string? Leading(string path) => IsPath(path) ? Follow(path, mayLackEnd: true) : null;

    private static bool IsPath(string path) => !path.Contains('\0', StringComparison.Ordinal);

    private static string? Follow(string path, bool mayLackEnd)
    {
        var links = 0;
        var rest = new Stack<string>(
            path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Reverse());
        var real = "/";
        while (rest.TryPop(out var name))
        {
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }

            var next = Path.Combine(real, name);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (!entry.Exists && entry.LinkTarget is null && !mayLackEnd) return null;
            if (entry.LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > LinksMax) return null;
            if (Path.IsPathRooted(target)) real = "/";
            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                if (part != ".")
                    rest.Push(part);
        }

        return real;
    }
}
