using System.Text.RegularExpressions;
using AgentGateway.Cli;
using AgentGateway.Domain;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>A line with <c>agw</c> as a person reads it in a page and types it into a shell.</summary>
internal static partial class TypedLine
{
    /// <summary>What <c>agw</c> would say of the words behind it; null when it understands them.</summary>
    public static Rejection? Error(string line)
    {
        string[] words = [.. Words(line).Skip(1)];
        if (words is ["--version"] or ["-v"] or ["help", "VERB"]) return null;
        words = TypedWords.Of(words);
        return UsageErrors.Of(CommandLine.Root(words).Parse(words, CommandLine.Parsing));
    }

    /// <summary>The same, but prose may leave out what a verb needs: only verbs and options are looked at.</summary>
    public static Rejection? UnknownName(string line) =>
        Error(line) is { } error && error.Message.Contains(" has no ", StringComparison.Ordinal) ? error : null;

    /// <summary>The calls of <c>agw</c> in a line of a script: at its beginning, behind another command, or in one.</summary>
    public static IEnumerable<string> Calls(string line) =>
    [
        .. Substitution().Matches(line).SelectMany(inner => Calls(inner.Value[2..^1])),
        .. Call().Matches(Substitution().Replace(line.Split(" # ")[0], "X")).Select(call => call.Value.Trim()),
    ];

    /// <summary>The words of a line up to a comment, a pipe or another command, as a shell reads them.</summary>
    private static IEnumerable<string> Words(string line)
    {
        line = Substitution().Replace(line, "X");
        foreach (Match word in Word().Matches(line))
        {
            if (word.Groups[1].Length > 1 || word.Groups[2].Value is "|" or ">" or "<" or "&&" or ";") yield break;
            yield return word.Groups[2].Value.TrimEnd(';').Trim('"', '\'');
        }
    }

    [GeneratedRegex("""(?:^|(?<=[|;&(]\s?)|(?<=--\s))agw\s[^;)]*""")]
    private static partial Regex Call();

    [GeneratedRegex("""\$\([^)]*\)""")]
    private static partial Regex Substitution();

    [GeneratedRegex("""(\s{2,}|\s)?("[^"]*"|'[^']*'|[^\s"']+)""")]
    private static partial Regex Word();
}
