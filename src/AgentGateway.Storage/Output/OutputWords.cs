using System.Globalization;
using System.Text;
using AgentGateway.Domain.Recall;
using AgentGateway.Storage.Search;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Storage.Output;

/// <summary>
/// Makes the words of a block for the index, and the words of a query. The index uses SQLite's simplest tokenizer,
/// which counts every character beyond ASCII as part of a word; so the words of other scripts are made here, for lines
/// and for queries alike, and do not depend on SQLite's version of Unicode. Session and severities are words too, of
/// private characters; if printed text contains such characters, the lines of the block show that it is no match.
/// </summary>
internal static class OutputWords
{
    private const char SessionMark = '\ue000';
    private const char SeverityMark = '\ue001';

    public static string Of(long session, ReadOnlySpan<OutputLine> lines, string text)
    {
        var words = new StringBuilder(text.Length + 32);
        AppendSession(words, session);
        var known = 0;
        foreach (var line in lines)
        {
            if ((known & (1 << (int)line.Severity)) == 0)
                AppendSeverity(words.Append(' '), line.Severity);
            known |= 1 << (int)line.Severity;
        }

        words.Append(' ');
        return (Ascii.IsValid(text) ? words.Append(text) : words.AppendJoin(' ', TextTokens.Folded(text))).ToString();
    }

    /// <summary>The same in the index's language: what a block has that holds a line with all the terms.</summary>
    public static string Query(TextMatch match, long? session, LineSeverity? severity)
    {
        List<string> terms = [.. match.Tokens.Select(token => $"\"{token}\"")];
        if (session is { } only)
            terms.Add($"\"{AppendSession(new(), only)}\"");
        if (severity > LineSeverity.Debug)
        {
            var levels = Enum.GetValues<LineSeverity>().Where(level => level >= severity);
            terms.Add($"({string.Join(" OR ", levels.Select(level => $"\"{AppendSeverity(new(), level)}\""))})");
        }

        return string.Join(" AND ", terms);
    }

    private static StringBuilder AppendSession(StringBuilder words, long session) =>
        words.Append(SessionMark).Append(CultureInfo.InvariantCulture, $"{session}");

    private static StringBuilder AppendSeverity(StringBuilder words, LineSeverity severity) =>
        words.Append(SeverityMark).Append(CultureInfo.InvariantCulture, $"{(int)severity}");
}
