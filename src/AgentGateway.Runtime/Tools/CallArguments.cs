using System.Text.Json;
using AgentGateway.Domain;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// The checked arguments of one call: each is known and of the right type, and all required arguments are there.
/// </summary>
public sealed class CallArguments
{
    private const int ShownCharactersMax = 40;

    /// <summary>Of a tool that declares none, or that reads what came in its own way.</summary>
    public static readonly CallArguments None = new([]);

    private readonly IReadOnlyList<ToolArgument> _known;
    private readonly object?[] _values;

    private CallArguments(IReadOnlyList<ToolArgument> known) => (_known, _values) = (known, new object?[known.Count]);

    /// <summary>
    /// Reads what a caller sent. A null stands for an absent argument, since some models send every field.
    /// </summary>
    public static Outcome<CallArguments> Read(
        ToolDeclaration tool, IEnumerable<KeyValuePair<string, JsonElement>> given)
    {
        var known = tool.Arguments;
        var read = new CallArguments(known);
        foreach (var (name, value) in given)
        {
            var at = read.IndexOf(name);
            if (at < 0) return Unknown(tool.Name, name, known);
            if (value.ValueKind == JsonValueKind.Null) continue;
            if (known[at].ReadValue(value) is not { } accepted)
                return new Rejection(
                    "invalid_argument",
                    $"Argument \"{name}\" must be {known[at].Expected}, but {Shown(value)} came.",
                    known[at].Description);
            read._values[at] = accepted;
        }

        for (var at = 0; at < known.Count; at++)
            if (known[at].IsRequired && read._values[at] is null)
                return new Rejection(
                    "missing_argument", $"{tool.Name} needs the argument \"{known[at].Name}\".", known[at].Description);
        return read;
    }

    /// <summary>The text of a required argument.</summary>
    public string Required(ToolArgument<string> argument) => (string)Value(argument)!;

    public string? Text(ToolArgument<string> argument) => (string?)Value(argument);

    public int? Number(ToolArgument<int> argument) => (int?)Value(argument);

    public long? Count(ToolArgument<long> argument) => (long?)Value(argument);

    public double? Seconds(ToolArgument<double> argument) => (double?)Value(argument);

    public double? Share(ToolArgument<double> argument) => (double?)Value(argument);

    public bool? Flag(ToolArgument<bool> argument) => (bool?)Value(argument);

    public IReadOnlyList<string>? Texts(ToolArgument<IReadOnlyList<string>> argument) =>
        (IReadOnlyList<string>?)Value(argument);

    public CommandText? Command(ToolArgument<CommandText> argument) => (CommandText?)Value(argument);

    public IReadOnlyDictionary<string, string>? Map(ToolArgument<IReadOnlyDictionary<string, string>> argument) =>
        (IReadOnlyDictionary<string, string>?)Value(argument);

    private object? Value(ToolArgument argument) => IndexOf(argument.Name) is >= 0 and var at
        ? _values[at]
        : throw new InvalidOperationException($"The tool does not declare the argument \"{argument.Name}\".");

    private int IndexOf(string name)
    {
        for (var at = 0; at < _known.Count; at++)
            if (_known[at].Name == name)
                return at;
        return -1;
    }

    private static Rejection Unknown(string tool, string name, IReadOnlyList<ToolArgument> known) => new(
        "unknown_argument",
        $"{tool} has no argument \"{ShortText.Of(name, ShownCharactersMax)}\".",
        known.Count == 0
            ? "It takes no arguments."
            : $"Its arguments are {string.Join(", ", known.Select(argument => argument.Name))}.");

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"the string {ShortText.Of(value.GetRawText(), ShownCharactersMax)}",
        JsonValueKind.Number => $"the number {ShortText.Of(value.GetRawText(), ShownCharactersMax)}",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => value.GetRawText(),
    };
}
