namespace AgentGateway.ShellPolicy.Paths;

/// <summary>Paths as text: no disk is asked.</summary>
internal static class PathText
{
    /// <summary>
    /// An absolute path without <c>.</c>, <c>..</c>, doubled or trailing slashes. Links are not followed, so that this
    /// is for paths whose links are followed already, or that are judged both by what is written and by where they
    /// lead.
    /// </summary>
    public static string Normal(string absolute)
    {
        var names = new List<string>();
        foreach (var name in absolute.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".") continue;
            if (name != "..") names.Add(name);
            else if (names.Count > 0) names.RemoveAt(names.Count - 1);
        }

        return "/" + string.Join('/', names);
    }

    /// <summary>Whether the path is the directory or lies in it; both are normal.</summary>
    public static bool IsInside(string directory, string path) =>
        path == directory || path.StartsWith(directory == "/" ? "/" : directory + "/", StringComparison.Ordinal);

    /// <summary>The directory itself and all that hold it, but for the root, which is judged by itself.</summary>
    public static IEnumerable<string> WithAncestors(string path)
    {
        for (var at = path; at.Length > 1; at = at[..Math.Max(1, at.LastIndexOf('/'))]) yield return at;
    }

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
