using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli;

/// <summary>An argument of a tool on the command line.</summary>
/// <param name="Symbol">The option, or the argument at its place.</param>
/// <param name="Read">Adds what was given to the arguments of the call, or says why it cannot.</param>
internal sealed record VerbOption(Symbol Symbol, Func<ParseResult, JsonObject, Rejection?> Read)
{
    /// <summary>An option by which words can be given too; null for none.</summary>
    public Option? Also { get; private init; }

    /// <summary>Gives a command the words and options that these are.</summary>
    public static void AddTo(Command command, IEnumerable<VerbOption> taken)
    {
        foreach (var one in taken)
        {
            if (one.Symbol is Option option) command.Add(option);
            else command.Add((Argument)one.Symbol);
            if (one.Also is not null) command.Add(one.Also);
        }
    }

    /// <summary>As the tool declares it, but for what the verb says of it.</summary>
    public static VerbOption Of(ToolArgument argument, VerbArgument taken) =>
        taken.Join is not null ? Words(argument, taken)
        : taken.Position is not null ? AtItsPlace(argument, taken)
        : argument switch
        {
            ToolArgument<bool> => Option<bool>(argument, taken, given => given ? true : null),
            ToolArgument<int> => Option<int?>(argument, taken, given => given),
            ToolArgument<long> => Option<long?>(argument, taken, given => given),
            ToolArgument<double> => Option<double?>(argument, taken, given => given),
            ToolArgument<IReadOnlyList<string>> => Option<string[]?>(
                argument, taken, given => given is { Length: > 0 } ? Arguments.List(given) : null),
            ToolArgument<string> when argument.Schema["type"]?.GetValue<string>() == "object" => Json(argument, taken),
            ToolArgument<string> => Option<string?>(argument, taken, Text(taken)),
            _ => throw new UnreachableException($"{argument.Name} is of a kind that a verb takes by itself."),
        };

    private static VerbOption Option<T>(ToolArgument argument, VerbArgument taken, Func<T?, JsonNode?> node)
    {
        var option = Describe(new Option<T>(NameOf(taken), [.. taken.Names.Skip(1)]), argument, taken);
        return new(option, (parsed, call) =>
        {
            if (node(parsed.GetValue(option)) is { } value) call[argument.Name] = value;
            return null;
        });
    }

    private static VerbOption Json(ToolArgument argument, VerbArgument taken)
    {
        var option = Describe(new Option<string?>(NameOf(taken), [.. taken.Names.Skip(1)]), argument, taken);
        option.HelpName = "JSON";
        return new(option, (parsed, call) =>
        {
            if (parsed.GetValue(option) is not { } json) return null;
            try
            {
                call[argument.Name] = JsonNode.Parse(json);
                return null;
            }
            catch (JsonException broken)
            {
                return new(
                    "invalid_argument",
                    $"{option.Name} is not JSON: {broken.Message}",
                    "Give an object, such as '{\"path\":\"a.txt\"}'.");
            }
        });
    }

    private static VerbOption AtItsPlace(ToolArgument argument, VerbArgument taken) => argument switch
    {
        ToolArgument<int> => Position<int?>(argument, taken, given => given),
        ToolArgument<string> => Position<string?>(argument, taken, Text(taken)),
        ToolArgument<IReadOnlyList<string>> => Position<string[]?>(
            argument, taken, given => given is { Length: > 0 } ? Arguments.List(given) : null),
        _ => throw new UnreachableException(
            $"{argument.Name} is of a kind that has no place among the words of a verb."),
    };

    private static VerbOption Position<T>(ToolArgument argument, VerbArgument taken, Func<T?, JsonNode?> node)
    {
        var isRequired = (argument.IsRequired || taken.IsRequired) && !taken.IsOptional;
        var isMany = typeof(T) == typeof(string[]);
        var position = new Argument<T>(taken.Position!)
        {
            Description = taken.Description ?? argument.Description,
            Arity = (isRequired, isMany) switch
            {
                (true, true) => ArgumentArity.OneOrMore,
                (true, false) => ArgumentArity.ExactlyOne,
                (false, true) => ArgumentArity.ZeroOrMore,
                (false, false) => ArgumentArity.ZeroOrOne,
            },
        };
        return new(position, (parsed, call) =>
        {
            if (node(parsed.GetValue(position)) is { } value) call[argument.Name] = value;
            return null;
        });
    }

    /// <summary>
    /// Words that are left, or what is piped instead of them, or the value of the option of that name.
    /// </summary>
    private static VerbOption Words(ToolArgument argument, VerbArgument taken)
    {
        var isRequired = argument.IsRequired || taken.IsRequired;
        var position = new Argument<string[]?>(taken.Position!)
        {
            Description = taken.Description ?? argument.Description,
            Arity = isRequired && !taken.IsPiped ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        var option = taken.Names.Count == 0 ? null : new Option<string?>(taken.Names[0])
        {
            Description = position.Description, HelpName = "TEXT",
        };
        return new(position, (parsed, call) =>
        {
            var words = parsed.GetValue(position) ?? [];
            if (option is not null && parsed.GetValue(option) is { } named)
            {
                if (words.Length > 0)
                    return UsageErrors.Because($"{option.Name} and {taken.Position} are the same: give one of them.");
                words = [named];
            }

            if (taken.IsPiped)
            {
                if (FreeText.Of(words, taken.Position!, isRequired, FreeText.Piped).IsRejected(
                    out var refused, out var text))
                    return refused;
                if (text.Length > 0) call[argument.Name] = text;
            }
            else if (words.Length > 0)
            {
                call[argument.Name] = taken.Join!(words);
            }

            return null;
        }) { Also = option };
    }

    private static Func<string?, JsonNode?> Text(VerbArgument taken) =>
        given => given is null ? null : (JsonNode)(taken.Convert?.Invoke(given) ?? given);

    private static Option<T> Describe<T>(Option<T> option, ToolArgument argument, VerbArgument taken)
    {
        option.Description = taken.Description ?? argument.Description;
        option.Required = argument.IsRequired || taken.IsRequired;
        if (typeof(T) != typeof(bool)) option.HelpName = taken.HelpName ?? HelpNameOf(argument);
        if (!taken.IsFreeText && argument.Schema["enum"] is JsonArray choices)
            option.AcceptOnlyFromAmong([.. choices.Select(choice => choice!.GetValue<string>())]);
        return option;
    }

    private static string NameOf(VerbArgument taken) =>
        taken.Names.Count > 0 ? taken.Names[0] : "--" + taken.Name.Replace('_', '-');

    /// <summary>
    /// A number is N, everything else is named after the last word of the argument's name that says something.
    /// </summary>
    private static string HelpNameOf(ToolArgument argument)
    {
        if (argument.Schema["type"]?.GetValue<string>() is "integer" or "number") return "N";
        var words = argument.Name.Split('_');
        return words[^(words is [_, .., "id"] ? 2 : 1)].ToUpperInvariant();
    }
}
