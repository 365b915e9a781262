using System.Collections.Frozen;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>What git is told to do.</summary>
internal static class Git
{
    private static readonly FrozenSet<string> Reading = new[]
    {
        "status", "log", "diff", "show", "rev-parse", "ls-files", "blame", "describe", "shortlog", "cat-file", "merge-base", "rev-list", "name-rev", "ls-tree", "count-objects", "whatchanged",
        "show-ref", "for-each-ref", "diff-tree", "diff-files", "diff-index", "show-branch", "cherry", "version",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Changing = ["--output", "--ext-diff", "--textconv", "--exec", "--paginate", "--open-files-in-pager", "--no-index", "--exec-path", "--config-env"];

    /// <summary>Whether it only reads its own repository, and is told to run nothing else.</summary>
    public static bool Reads(string name, IReadOnlyList<string> words)
    {
        if (name != "git" || words.Count < 2) return false;
        var at = 1;
        while (at < words.Count && words[at] is "--no-pager" or "--no-optional-locks" or "--literal-pathspecs") at++;
        if (at >= words.Count) return false;
        var rest = words.Skip(at + 1).ToList();
        var verb = words[at];
        var reads = Reading.Contains(verb)
            || (verb == "branch" && rest.All(word => word is "-a" or "-r" or "-v" or "-vv" or "--all" or "--list" or "--show-current"))
            || (verb == "remote" && rest is [] or ["-v"])
            || (verb == "tag" && rest is [] or ["-l"] or ["--list"])
            || (verb == "stash" && rest is ["list"] or ["show"])
            || (verb == "config" && rest is ["--get", _] or ["--list"] or ["-l"]);
        return reads && !rest.Any(word => Changing.Any(option => KnownPrograms.IsOption(word, option)) || word is "-O" or "-p" && verb == "cat-file");
    }

    /// <summary>The directories of which <c>git clean</c> takes away what it does not know.</summary>
    public static IEnumerable<string> Cleaned(IReadOnlyList<string> words)
    {
        var places = new List<string>();
        for (var at = 1; at < words.Count && words[at] != "clean"; at++)
        {
            if (words[at] is "-C" or "--work-tree" && at + 1 < words.Count) places.Add(words[at + 1]);
            if (words[at].StartsWith("--work-tree=", StringComparison.Ordinal)) places.Add(words[at]["--work-tree=".Length..]);
        }

        var start = places.Count == 0 ? [""] : places.Select(place => place + "/").ToArray();
        var named = words.SkipWhile(word => word != "clean").Skip(1).Where(word => word.Length > 0 && word[0] != '-' && word is not "clean").ToList();
        return named.Count == 0 ? start.Select(place => place.Length == 0 ? "." : place.TrimEnd('/') is { Length: > 0 } short_ ? short_ : "/") : named.SelectMany(name => name[0] == '/' ? [name] : start.Select(place => place + name));
    }

    /// <summary>Behind its own options, what git is to do.</summary>
    public static string Verb(IReadOnlyList<string> words)
    {
        for (var at = 1; at < words.Count; at++)
        {
            if (words[at] is "-C" or "-c" or "--git-dir" or "--work-tree" or "--namespace" or "--exec-path" or "--config-env") at++;
            else if (!words[at].StartsWith('-')) return words[at];
        }

        return "";
    }
}
