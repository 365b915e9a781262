using System.Text.RegularExpressions;
using AgentGateway.Terminal.Backends;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// A regular expression from a caller, made safe: it is matched in time that grows with the text and not with the
/// pattern, or, where it uses what only a backtracking matcher knows, for a limited time.
/// </summary>
public sealed class OutputPattern
{
    public const int CharactersMax = 1_000;

    private static readonly TimeSpan MatchWait = TimeSpan.FromMilliseconds(250);

    private readonly Regex _regex;

    private OutputPattern(Regex regex) => _regex = regex;

    /// <summary>
    /// Refused with <c>pattern_invalid</c>. <c>^</c> and <c>$</c> stand at every line's begin and end.
    /// </summary>
    public static Refusal? Parse(string text, out OutputPattern? pattern)
    {
        pattern = null;
        if (text.Length is 0 or > CharactersMax)
            return new Refusal(
                "pattern_invalid", $"A pattern has between 1 and {CharactersMax} characters.",
                "Look for less: a few words of the line are enough.");
        const RegexOptions Options = RegexOptions.Multiline | RegexOptions.CultureInvariant;
        try
        {
            try
            {
                pattern = new OutputPattern(new Regex(text, Options | RegexOptions.NonBacktracking, MatchWait));
            }
            catch (NotSupportedException)
            {
                // Look-around, back references and atomic groups.
                pattern = new OutputPattern(new Regex(text, Options, MatchWait));
            }

            return null;
        }
        catch (ArgumentException failure)
        {
            return new Refusal(
                "pattern_invalid", $"The pattern is not a regular expression: {failure.Message}",
                "Escape what is meant literally with a backslash.");
        }
    }

    /// <summary>The first match in the text: where it begins and ends, or null.</summary>
    /// <exception cref="RegexMatchTimeoutException">The pattern took too long.</exception>
    internal (int From, int To)? Find(ReadOnlySpan<char> text) => BoundedMatch.Find(_regex, text);
}
