using System.CommandLine;
using System.Text.RegularExpressions;
using AgentGateway.Domain;

namespace AgentGateway.Cli;

/// <summary>
/// The options that stand for arguments of tools, in what the command line says: a tool that refuses an argument names
/// it as its clients know it, and a person has typed an option.
/// </summary>
/// <param name="known">The option or the word by which the verb takes an argument, where it has another name.</param>
internal sealed partial class ArgumentWords(Command command, IReadOnlyDictionary<string, string> known)
{
    /// <summary>The same refusal for a person at the command line.</summary>
    public Rejection ForPerson(Rejection rejection) => rejection.Code is not ("invalid_argument" or "missing_argument")
        ? rejection
        : rejection with
        {
            Message = ForPerson(rejection.Message),
            Hint = rejection.Hint is { } hint ? ForPerson(hint) : null,
        };

    private string ForPerson(string text) =>
        Names().Replace(text, found => NameOf(found.Groups["name"].Value) ?? found.Value);

    /// <summary>Null where the verb has nothing of that name.</summary>
    private string? NameOf(string argument)
    {
        if (known.TryGetValue(argument, out var named)) return named;
        var usual = "--" + argument.Replace('_', '-');
        return command.Options.Any(option => option.Name == usual || option.Aliases.Contains(usual)) ? usual : null;
    }

    /// <summary>
    /// What may be the name of an argument: in quotes where it is no value that was given, with an underscore, or at
    /// the beginning of a sentence that says what it is.
    /// </summary>
    [GeneratedRegex("""
        (?:\b(?:The\ )?[Aa]rgument\ )?"(?<name>[a-z][a-z_]*)"(?!\ (?:is\ no|came))
        |(?<![\w"'-])(?<name>[a-z]+(?:_[a-z]+)+)(?![\w"'-])
        |(?:(?<=^)|(?<=\.\ ))(?<name>[a-z]+)(?=\ (?:is|are|says|must|belongs?|ends|takes)\b)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Names();
}
