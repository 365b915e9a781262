using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// One argument of a tool: its schema for callers and the reading of its value. Both come from here, so that a schema
/// never allows what the tool refuses.
/// </summary>
/// <param name="Schema">The schema of its value, description included.</param>
/// <param name="Expected">What is right, in words: <c>a string</c>.</param>
public abstract record ToolArgument(string Name, JsonObject Schema, string Expected)
{
    public bool IsRequired { get; protected init; }

    public string Description => Schema["description"]!.GetValue<string>();

    /// <summary>The value, or null when it is not what is expected.</summary>
    public abstract object? ReadValue(JsonElement value);

    public static ToolArgument<string> Text(string name, string description) =>
        new(name, Typed("string", description), "a string", ReadText);

    /// <summary>
    /// True or false; the words are taken as well, because some models write every value as a string.
    /// </summary>
    public static ToolArgument<bool> Flag(string name, string description) => new(
        name, Typed("boolean", description), "true or false",
        value => value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            _ => bool.TryParse(ReadText(value), out var flag) ? flag : null,
        });

    /// <summary>
    /// A whole number of at least <paramref name="minimum"/>. An upper limit is for the tool to clamp, and for the
    /// description to name.
    /// </summary>
    public static ToolArgument<int> Number(string name, string description, int minimum, int? standard = null)
    {
        var schema = Typed("integer", description);
        schema["minimum"] = minimum;
        if (standard is not null) schema["default"] = standard;
        return new(
            name, schema, $"a whole number, {minimum} or more",
            value => ReadWhole(value) is { } number && number >= minimum ? (int)Math.Min(number, int.MaxValue) : null);
    }

    /// <summary>
    /// A whole number that may be larger than an <see cref="int"/> holds, such as an offset in output or a size in
    /// bytes.
    /// </summary>
    public static ToolArgument<long> Count(string name, string description, long? minimum = null)
    {
        var schema = Typed("integer", description);
        if (minimum is not null) schema["minimum"] = minimum;
        return new(
            name, schema, minimum is null ? "a whole number" : $"a whole number, {minimum} or more",
            value => ReadWhole(value) is { } number && number >= (minimum ?? long.MinValue) ? number : null);
    }

    /// <summary>
    /// A time in seconds, which may have a fraction. An upper limit is for the tool to clamp, and for the description
    /// to name.
    /// </summary>
    public static ToolArgument<double> Seconds(string name, string description, double? standard = null)
    {
        var schema = Typed("number", description);
        schema["minimum"] = 0;
        if (standard is not null) schema["default"] = standard;
        return new(name, schema, "a number of seconds, 0 or more", value =>
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
                && double.IsFinite(seconds) && seconds >= 0
                ? seconds
                : null);
    }

    /// <summary>A share, from 0 to 1.</summary>
    public static ToolArgument<double> Share(string name, string description, double? standard = null)
    {
        var schema = Typed("number", description);
        schema["minimum"] = 0;
        if (standard is not null) schema["default"] = standard;
        return new(name, schema, "a number from 0 to 1", value =>
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var share) && share is >= 0 and <= 1
                ? share
                : null);
    }

    public static ToolArgument<string> Choice(string name, string description, params string[] values)
    {
        var schema = Typed("string", description);
        schema["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return new(
            name, schema, $"one of {string.Join(", ", values)}",
            value => ReadText(value) is { } text && values.Contains(text) ? text : null);
    }

    public static ToolArgument<IReadOnlyList<string>> Texts(string name, string description) =>
        new(name, ArrayOfTexts(description), "an array of strings", ReadTexts);

    /// <summary>
    /// Words. One string of words with blanks between them is taken as well, because models often send a single one so.
    /// </summary>
    public static ToolArgument<IReadOnlyList<string>> Words(string name, string description) => new(
        name, ArrayOfTexts(description), "an array of strings",
        value => ReadTexts(value) ?? ReadText(value)?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList());

    /// <summary>
    /// A command: a text, or an array of words. The schema says text, since clients of some model providers fail on a
    /// property of two types; an array is taken as well.
    /// </summary>
    public static ToolArgument<CommandText> Command(string name, string description) => new(
        name, Typed("string", description), "a string or an array of strings",
        value => ReadText(value) is { } text ? new CommandText(text, null)
            : ReadTexts(value) is { } words ? new CommandText(null, words)
            : null);

    /// <summary>Texts by name.</summary>
    public static ToolArgument<IReadOnlyDictionary<string, string>> Map(string name, string description)
    {
        var schema = Typed("object", description);
        schema["additionalProperties"] = new JsonObject { ["type"] = "string" };
        return new(name, schema, "an object whose values are strings", ReadMap);
    }

    /// <summary>
    /// Any JSON object, read as its text. A string that holds one is taken as well, because some models write it so.
    /// </summary>
    public static ToolArgument<string> Json(string name, string description)
    {
        var schema = Typed("object", description);
        schema["additionalProperties"] = true;
        return new(
            name, schema, "an object",
            value => value.ValueKind == JsonValueKind.Object ? value.GetRawText() : ReadText(value));
    }

    /// <summary>
    /// A position in a thread: a sequence number, or the cursor that an earlier page gave. The schema says text, since
    /// clients of some model providers fail on a property of two types; a number is taken as well.
    /// </summary>
    public static ToolArgument<string> ThreadPosition(string name, string description) => new(
        name, Typed("string", description), "a sequence number (0 or more) or a cursor",
        value => ReadText(value) ?? (ReadWhole(value) is >= 0 and var number ? number.ToString() : null));

    private static JsonObject Typed(string type, string description) =>
        new() { ["type"] = type, ["description"] = description };

    private static JsonObject ArrayOfTexts(string description)
    {
        var schema = Typed("array", description);
        schema["items"] = new JsonObject { ["type"] = "string" };
        return schema;
    }

    /// <summary>The text, or null when it is none or has half a surrogate pair, which no UTF-8 can carry.</summary>
    private static string? ReadText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// A whole number, also where it is written with a fraction of zero, since some clients send every number as 25.0,
    /// or as a string of digits, as some models do.
    /// </summary>
    private static long? ReadWhole(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) && decimal.IsInteger(number)
            && number is >= long.MinValue and <= long.MaxValue => (long)number,
        JsonValueKind.String when long.TryParse(
            ReadText(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static List<string>? ReadTexts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return null;
        var texts = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (ReadText(item) is not { } text) return null;
            texts.Add(text);
        }

        return texts;
    }

    private static Dictionary<string, string>? ReadMap(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        var map = new Dictionary<string, string>();
        foreach (var property in value.EnumerateObject())
        {
            if (ReadText(property.Value) is not { } text) return null;
            map[property.Name] = text;
        }

        return map;
    }
}

/// <summary>An argument whose value has the type <typeparamref name="T"/>.</summary>
/// <param name="Read">The value, a <typeparamref name="T"/>, or null when it is not what is expected.</param>
public sealed record ToolArgument<T>(string Name, JsonObject Schema, string Expected, Func<JsonElement, object?> Read)
    : ToolArgument(Name, Schema, Expected)
{
    public ToolArgument<T> Required() => this with { IsRequired = true };

    public override object? ReadValue(JsonElement value) => Read(value);
}
