using AgentGateway.Domain;

namespace AgentGateway.Cli;

/// <summary>
/// The text that a verb takes as its last words, by one rule for all verbs: the words; or, where there are none or
/// <c>-</c> alone, what is piped into the program.
/// </summary>
internal static class FreeText
{
    /// <summary>What is piped into this program; null where its input is a terminal.</summary>
    public static string? Piped() => Console.IsInputRedirected ? WithoutLineEnd(Console.In.ReadToEnd()) : null;

    /// <summary>The text, or why there is none.</summary>
    /// <param name="name">How help names the words.</param>
    /// <param name="isRequired">Whether the verb needs a text. Where it does not, only <c>-</c> reads the input.</param>
    /// <param name="piped">Reads the input, where the words are not the text.</param>
    public static Outcome<string> Of(
        IReadOnlyList<string> words, string name, bool isRequired, Func<string?> piped)
    {
        var isDash = words is ["-"];
        if (words.Count > 0 && !isDash) return string.Join(' ', words);
        if (!isDash && !isRequired) return "";
        if (piped() is { Length: > 0 } text) return text;
        return UsageErrors.Because(
            isDash ? "Standard input is empty." : $"{name} is missing: give it as words, or pipe it in.");
    }

    /// <summary>Programs end their output with a line end, which belongs to no message and would submit twice.</summary>
    private static string WithoutLineEnd(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
