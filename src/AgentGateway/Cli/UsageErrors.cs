using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AgentGateway.Domain;

namespace AgentGateway.Cli;

/// <summary>
/// Why a command line cannot be understood, and what was probably meant; one rule for all verbs. Before <c>--</c> a word
/// that begins with a dash is an option: one that the verb does not have is never taken for a text, a title or a name.
/// </summary>
internal static class UsageErrors
{
    public const string Code = "usage";

    /// <summary>The error of words that the parser cannot judge.</summary>
    /// <param name="command">How the command is called; null where the hint is not worth a look at its help.</param>
    public static Rejection Because(string message, string? command = null) =>
        new(Code, message, command is null ? "Its --help shows how it is used." : $"{command} --help shows how it is used.");

    /// <summary>What is wrong; null when the verb can run.</summary>
    public static Rejection? Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(command);

        // Of a group, the word that should be its verb counts first: the options behind it are that verb's.
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var word, ..] && !LooksLikeOption(word))
        {
            var verbs = command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name);
            return Because($"{path} has no verb {word}.{Meant(word, verbs, $"{path} ")}", path);
        }

        if (UnknownOption(parsed) is { } option)
        {
            var known = command.Options.Where(one => !one.Hidden).SelectMany(one => one.Aliases.Prepend(one.Name));
            return Because($"{path} has no option {option}.{Meant(option, known)}", path) with
            {
                Hint = $"{path} --help shows its options; -- before a word that begins with a dash makes it a word.",
            };
        }

        return parsed.Errors.Count == 0
            ? null
            : Because(string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct()), path);
    }

    /// <summary>How a command is called: <c>agw thread send</c>.</summary>
    public static string PathOf(Command command) =>
        command is RootCommand ? "agw"
        : command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}"
        : command.Name;

    /// <summary>A sentence with the nearest names, or nothing where none is near.</summary>
    private static string Meant(string word, IEnumerable<string> known, string prefix = "") =>
        NearestNames.Of(word, known) is { Count: > 0 } near
            ? $" Did you mean {string.Join(" or ", near.Select(name => prefix + name))}?"
            : "";

    /// <summary>The first word before <c>--</c> that looks like an option, is none, and is no option's value.</summary>
    private static string? UnknownOption(ParseResult parsed)
    {
        var values = new HashSet<Token>(ReferenceEqualityComparer.Instance);
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as CommandResult)
            foreach (var option in command.Children.OfType<OptionResult>()) values.UnionWith(option.Tokens);
        return parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(
                token => token.Type == TokenType.Argument && LooksLikeOption(token.Value) && !values.Contains(token))
            ?.Value;
    }

    private static bool LooksLikeOption(string word) =>
        word.Length > 1 && word[0] == '-' && !double.TryParse(word, CultureInfo.InvariantCulture, out _);
}
