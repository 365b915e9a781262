using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>The words of <c>xargs</c> and its like with what they read appended, or put in place of a mark.</summary>
internal static class AppendedWords
{
    private const int ValuesMax = 16;

    private static readonly char[] Blanks = [' ', '\n', '\t', Marks.Split];

    /// <summary>With all that is read, with each value alone, and with what is not known.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(ProgramCall call, ProgramContext context)
    {
        context.Findings.Sweeping = true;
        var words = call.Words;
        var mark = ReplacedMark(words);
        var fromFile = (call.Gives("-a") || call.Gives("--arg-file")) && !words.Any(Shells.IsInput);
        if (!call.Input.IsPiped && !fromFile) return [words];
        var text = fromFile ? null : call.Input.Text;
        var values = text is null ? [Marks.Anything] : Values(text);
        if (text is null || text.AsSpan().IndexOfAny("'\"\\") >= 0 || call.Gives("-d") || call.Gives("--delimiter"))
            context.Findings.NotUnderstood($"which words {call.Name} appends");
        if (words.Skip(1).Any(word => word.Contains(mark ?? "{}", StringComparison.Ordinal)))
            return values.Select(value => Replaced(words, mark ?? "{}", value));

        // A mark without a place for it: nothing is appended.
        if (mark is not null) return [words];
        return
        [
            [.. words, .. values], [.. words, Marks.Anything],
            .. values.Take(ValuesMax).Select(value => (string[])[.. words, value]),
        ];
    }

    private static string[] Values(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            :
            [
                .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart(' ', '\t'))
                    .Where(line => line.AsSpan().IndexOfAny(Blanks) >= 0 && line.Trim(Blanks).Length > 0)
                    .Take(ValuesMax),
                .. text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries),
            ];

    private static string[] Replaced(IReadOnlyList<string> words, string mark, string value) =>
        [words[0], .. words.Skip(1).Select(word => word.Replace(mark, value, StringComparison.Ordinal))];

    /// <summary>What of its words <c>xargs</c> replaces by what it reads; null where it appends.</summary>
    private static string? ReplacedMark(IReadOnlyList<string> words)
    {
        for (var at = 1; at < words.Count; at++)
        {
            var word = words[at];
            if (word.StartsWith("-I", StringComparison.Ordinal))
                return word.Length > 2 ? word[2..] : words.ElementAtOrDefault(at + 1) ?? "{}";
            if (word.StartsWith("--replace=", StringComparison.Ordinal)) return word["--replace=".Length..];
            if (word.StartsWith("-i", StringComparison.Ordinal)) return word.Length > 2 ? word[2..] : "{}";
            if (word is "--replace") return "{}";
        }

        return null;
    }
}
