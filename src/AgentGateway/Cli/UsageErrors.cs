using System.CommandLine;
using System.CommandLine.Completions;
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
            var verbs = command.Subcommands.Where(verb => !verb.Hidden).ToList();
            var meant = Meant(word, verbs.Select(verb => verb.Name), $"{path} ");
            return Because($"{path} has no verb {word}.{(meant.Length > 0 ? meant : InGroups(word, verbs))}", path);
        }

        if (UnknownOption(parsed) is { } option)
        {
            var known = command.Options.Where(one => !one.Hidden).SelectMany(one => one.Aliases.Prepend(one.Name));
            return Because($"{path} has no option {option}.{Meant(option, known)}", path) with
            {
                Hint = $"{path} --help shows its options; -- before a word that begins with a dash makes it a word.",
            };
        }

        if (parsed.Errors.Count == 0) return null;
        if (command is { Action: null, Subcommands.Count: > 0 })
            return Because(
                $"{path} needs one of its verbs: "
                    + $"{string.Join(", ", command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name))}.",
                path);
        IReadOnlyList<string> why = [.. Missing(parsed, path), .. Unreadable(parsed)];
        return Because(string.Join(' ', why.Count > 0 ? why : parsed.Errors.Select(error => error.Message).Distinct()), path);
    }

    /// <summary>What the verb cannot do without.</summary>
    private static IEnumerable<string> Missing(ParseResult parsed, string path)
    {
        var result = parsed.CommandResult;
        foreach (var argument in result.Command.Arguments)
            if (argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is not { Tokens.Count: > 0 })
                yield return $"{path} needs {argument.Name}.";
        foreach (var option in result.Command.Options)
            if (option.Required && result.GetResult(option) is not { Implicit: false })
                yield return $"{path} needs {option.Name} {option.HelpName}.";
    }

    /// <summary>Values that the verb cannot take.</summary>
    private static IEnumerable<string> Unreadable(ParseResult parsed)
    {
        foreach (var symbol in parsed.Errors.Select(error => error.SymbolResult).Distinct())
        {
            var (name, type, option) = symbol switch
            {
                OptionResult { Option: var taken } => (taken.Name, taken.ValueType, (OptionResult?)symbol),
                ArgumentResult { Parent: OptionResult { Option: var taken } parent } =>
                    (taken.Name, taken.ValueType, parent),
                ArgumentResult { Argument: var taken, Tokens.Count: > 0 } => (taken.Name, taken.ValueType, null),
                _ => (null, typeof(string), null),
            };
            if (name is null || option is { Implicit: true }) continue;
            var given = (option?.Tokens ?? symbol!.Tokens).Select(token => token.Value).ToList();
            if (given.Count == 0) yield return $"{name} needs a value.";
            else if (Expected(type, option?.Option) is { } expected)
                yield return $"{name} takes {expected}, and {given[^1]} was given.";
        }
    }

    private static string? Expected(Type type, Option? option)
    {
        var choices = option?.GetCompletions(CompletionContext.Empty).Select(choice => choice.Label).ToList() ?? [];
        return Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
        {
            TypeCode.Int32 or TypeCode.Int64 => "a whole number",
            TypeCode.Double => "a number",
            _ => choices.Count > 0 ? OneOf(choices) : null,
        };
    }

    /// <summary>The verbs of that name that stand in a group, such as <c>agw thread list</c> for <c>agw list</c>.</summary>
    private static string InGroups(string word, IEnumerable<Command> groups)
    {
        var same = groups
            .SelectMany(group => group.Subcommands)
            .Where(verb => verb.Name == word && !verb.Hidden)
            .Select(PathOf)
            .ToList();
        return same.Count > 0 ? $" Did you mean {OneOf(same)}?" : "";
    }

    /// <summary>How a command is called: <c>agw thread send</c>.</summary>
    public static string PathOf(Command command) =>
        command is RootCommand ? "agw"
        : command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}"
        : command.Name;

    /// <summary>A sentence with the nearest names, or nothing where none is near.</summary>
    private static string Meant(string word, IEnumerable<string> known, string prefix = "") =>
        NearestNames.Of(word, known) is { Count: > 0 } near
            ? $" Did you mean {OneOf([.. near.Select(name => prefix + name)])}?"
            : "";

    private static string OneOf(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

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
