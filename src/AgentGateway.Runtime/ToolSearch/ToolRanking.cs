using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.ToolSearch;

/// <summary>Ranks tools by the words of a query. Pure.</summary>
internal static class ToolRanking
{
    private const int NameWeight = 6;
    private const int TitleWeight = 3;
    private const int ToolsetWeight = 2;

    private static readonly char[] Separators = [' ', '_', '-', ',', '.', ':', ';', '(', ')', '"', '\'', '/', '\n'];

    /// <summary>
    /// The tools that have a word of the query, the best first; all in their order when the query has no word.
    /// </summary>
    public static IEnumerable<ToolDeclaration> Rank(string query, IEnumerable<ToolDeclaration> tools)
    {
        var wanted = Words(query);
        if (wanted.Count == 0) return tools;
        return tools.Select(tool => (Tool: tool, Score: Score(tool, wanted)))
            .Where(rated => rated.Score > 0)
            .OrderByDescending(rated => rated.Score)
            .ThenBy(rated => rated.Tool.Name, StringComparer.Ordinal)
            .Select(rated => rated.Tool);
    }

    private static int Score(ToolDeclaration tool, HashSet<string> wanted)
    {
        var score = NameWeight * Common(wanted, tool.Name);
        score += TitleWeight * Common(wanted, tool.Title);
        score += ToolsetWeight * Common(wanted, tool.Toolset);
        return score + Common(wanted, tool.Description);
    }

    /// <summary>
    /// How many words of the query the text has; words with the same beginning count as equal.
    /// </summary>
    private static int Common(HashSet<string> wanted, string text)
    {
        var words = Words(text);
        return wanted.Count(word => words.Contains(word) || words.Any(other => Stem(other) == Stem(word)));
    }

    /// <summary>Plurals and endings are alike enough to find a tool by.</summary>
    private static string Stem(string word) =>
        word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3]
        : word.Length > 3 && word.EndsWith('s') ? word[..^1]
        : word;

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant()
            .Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 1)];
}
