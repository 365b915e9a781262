using System.Text;
using System.Text.RegularExpressions;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Files;

/// <summary>
/// The rules of the <c>.gitignore</c> files of a directory and those above it, exact enough for a search: comments,
/// negation, directories, anchors, <c>*</c>, <c>?</c>, classes and <c>**</c>.
/// </summary>
internal sealed class IgnoreRules
{
    private const int FileBytesMax = 256 * 1024;
    private const int RulesMax = 2_000;

    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(50);

    private readonly IgnoreRules? _above;
    private readonly string _directory;
    private readonly List<(Regex Pattern, bool Negated, bool DirectoriesOnly)> _rules = [];

    private IgnoreRules(IgnoreRules? above, string directory) => (_above, _directory) = (above, directory);

    /// <summary>The rules that hold in a directory: its own over those above it.</summary>
    /// <param name="relative">The directory, relative to where the search began; empty for that itself.</param>
    public static IgnoreRules Of(IgnoreRules? above, string directory, string relative)
    {
        var rules = new IgnoreRules(above, relative.Length == 0 ? "" : relative + "/");
        using var file = OpenedFile.Open(Path.Combine(directory, ".gitignore"));
        if (file is not { IsRegular: true } || file.Stream.Length > FileBytesMax) return above is null ? rules : above;
        using var reader = new StreamReader(file.Stream, Encoding.UTF8);
        while (rules._rules.Count < RulesMax && reader.ReadLine() is { } line) rules.Add(line);
        return rules;
    }

    /// <param name="relative">The entry, relative to where the search began.</param>
    public bool Ignores(string relative, bool isDirectory)
    {
        for (var rules = this; rules is not null; rules = rules._above)
        {
            if (!relative.StartsWith(rules._directory, StringComparison.Ordinal)) continue;
            var own = relative[rules._directory.Length..];

            // The last rule that fits decides.
            for (var index = rules._rules.Count - 1; index >= 0; index--)
            {
                var (pattern, negated, directoriesOnly) = rules._rules[index];
                if ((isDirectory || !directoriesOnly) && Matches(pattern, own)) return !negated;
            }
        }

        return false;
    }

    private static bool Matches(Regex pattern, string text)
    {
        try
        {
            return BoundedMatch.Find(pattern, text) is not null;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private void Add(string line)
    {
        var rule = line.TrimEnd();
        if (rule.Length == 0 || rule[0] == '#') return;
        var negated = rule[0] == '!';
        if (negated
            || rule.StartsWith("\\!", StringComparison.Ordinal)
            || rule.StartsWith("\\#", StringComparison.Ordinal))
            rule = rule[1..];
        var directoriesOnly = rule.EndsWith('/');
        rule = rule.TrimEnd('/');
        if (rule.Length == 0) return;
        var anchored = rule.Contains('/', StringComparison.Ordinal);
        try
        {
            _rules.Add(
                (new($"^{(anchored ? "" : "(?:.*/)?")}{Translate(rule.TrimStart('/'))}$",
                    RegexOptions.CultureInvariant, MatchTime), negated, directoriesOnly));
        }
        catch (ArgumentException)
        {
            // The class is malformed: git ignores such a rule too.
        }
    }

    private static string Translate(string glob)
    {
        var pattern = new StringBuilder();
        for (var at = 0; at < glob.Length; at++)
        {
            if (glob.AsSpan(at).StartsWith("**/")) (_, at) = (pattern.Append("(?:.*/)?"), at + 2);
            else if (glob.AsSpan(at).StartsWith("**")) (_, at) = (pattern.Append(".*"), at + 1);
            else if (glob[at] == '*') pattern.Append("[^/]*");
            else if (glob[at] == '?') pattern.Append("[^/]");
            else if (glob[at] == '\\' && at + 1 < glob.Length) pattern.Append(Regex.Escape(glob[++at].ToString()));
            else if (glob[at] == '[' && glob.IndexOf(']', at + 2 > glob.Length ? at : at + 2) is > 0 and var close)
            {
                pattern.Append('[')
                    .Append(glob[(at + 1)..close].Replace("\\", "\\\\", StringComparison.Ordinal).Replace('!', '^'))
                    .Append(']');
                at = close;
            }
            else pattern.Append(Regex.Escape(glob[at].ToString()));
        }

        return pattern.ToString();
    }
}
