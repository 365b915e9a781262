using System.Buffers;

namespace AgentGateway.Terminal.Output;

/// <summary>Guesses from its words how bad a line is.</summary>
internal static class SeverityGuess
{
    private static readonly string[] Errors =
        ["error", "errors", "fatal", "panic", "panicked", "exception", "traceback", "failed", "failure", "critical",
            "segfault", "denied", "abort", "aborted"];

    private static readonly string[] Warnings = ["warn", "warning", "warnings", "deprecated"];
    private static readonly string[] Debugs = ["debug", "trace", "verbose"];
    private static readonly SearchValues<string> All = SearchValues.Create(
        [.. Errors, .. Warnings, .. Debugs], StringComparison.OrdinalIgnoreCase);

    public static LineSeverity Of(ReadOnlySpan<char> line)
    {
        LineSeverity? found = null;
        for (var at = 0; at < line.Length;)
        {
            var hit = line[at..].IndexOfAny(All);
            if (hit < 0) break;
            at += hit;
            var length = 0;
            while (at + length < line.Length && char.IsAsciiLetter(line[at + length])) length++;
            var word = line.Slice(at, length);
            if (IsWordStart(line, at) && !IsNoneOf(line[..at]) && Classify(word) is { } severity
                && (found is null || severity > found)) found = severity;
            at += Math.Max(length, 1);
        }

        return found ?? LineSeverity.Info;
    }

    /// <summary>A capital inside a word begins one too, as in <c>ValueError</c>.</summary>
    private static bool IsWordStart(ReadOnlySpan<char> line, int at) =>
        at == 0 || !char.IsAsciiLetterOrDigit(line[at - 1])
            || (char.IsAsciiLetterUpper(line[at]) && char.IsAsciiLetterLower(line[at - 1]));

    /// <summary>"0 errors" and "no warnings" tell of no error and no warning.</summary>
    private static bool IsNoneOf(ReadOnlySpan<char> before)
    {
        var words = before.TrimEnd();
        return EndsWithWord(words, "0") || EndsWithWord(words, "no") || EndsWithWord(words, "without");
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text, string word) =>
        text.EndsWith(word, StringComparison.OrdinalIgnoreCase)
            && (text.Length == word.Length || !char.IsAsciiLetterOrDigit(text[^(word.Length + 1)]));

    private static LineSeverity? Classify(ReadOnlySpan<char> word) =>
        Holds(Errors, word)
            ? LineSeverity.Error
            : Holds(Warnings, word) ? LineSeverity.Warning : Holds(Debugs, word) ? LineSeverity.Debug : null;

    private static bool Holds(string[] words, ReadOnlySpan<char> word)
    {
        foreach (var candidate in words)
            if (word.Equals(candidate, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
