namespace AgentGateway.Domain.Policy;

/// <summary>Paths as text; the disk is not read.</summary>
public static class PathText
{
    /// <summary>
    /// An absolute path without <c>.</c>, <c>..</c>, doubled or trailing slashes. Links are not followed: only for
    /// paths whose links are followed already, or that are judged by their worst case.
    /// </summary>
    public static string Normal(string absolute)
    {
        var parts = new List<string>();
        foreach (var part in absolute.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }

    public static string Join(string directory, string path) =>
        Normal(path.StartsWith('/') ? path : $"{directory}/{path}");

    /// <summary>Whether the path is the directory or lies in it; both are absolute and normal.</summary>
    public static bool IsInside(string directory, string path) =>
        path == directory
        || path.StartsWith(directory.EndsWith('/') ? directory : directory + "/", StringComparison.Ordinal);

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
