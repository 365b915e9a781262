using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Mcp.Tools.Schemas;

/// <summary>
/// One argument of a tool: what clients are told of it and how its value is read. Both come from here, so that a schema never
/// promises what the tool refuses.
/// </summary>
/// <param name="Schema">The schema of its value, description included.</param>
/// <param name="Expected">What is right, in words: <c>a string</c>.</param>
/// <param name="Read">The value, or null when it is not what is expected.</param>
internal sealed record ToolArgument(string Name, JsonObject Schema, string Expected, Func<JsonElement, object?> Read)
{
    public bool IsRequired { get; private init; }

    public string Description => Schema["description"]!.GetValue<string>();

    public ToolArgument Required() => this with { IsRequired = true };

    public static ToolArgument Text(string name, string description) => new(name, Typed("string", description), "a string", ReadText);

    public static ToolArgument Flag(string name, string description) => new(
        name, Typed("boolean", description), "true or false",
        value => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null);

    /// <summary>A whole number of at least <paramref name="minimum"/>. An upper limit is for the tool to clamp, and for the description to name.</summary>
    public static ToolArgument Number(string name, string description, int minimum, int? standard = null)
    {
        var schema = Typed("integer", description);
        schema["minimum"] = minimum;
        if (standard is not null) schema["default"] = standard;
        return new(name, schema, $"a whole number, {minimum} or more", value => ReadWhole(value) is { } number && number >= minimum
            ? (int)Math.Min(number, int.MaxValue)
            : null);
    }

    /// <summary>A whole number that may be larger than an <see cref="int"/> holds, such as a place in output or a size in bytes.</summary>
    public static ToolArgument Count(string name, string description, long? minimum = null)
    {
        var schema = Typed("integer", description);
        if (minimum is not null) schema["minimum"] = minimum;
        return new(
            name, schema, minimum is null ? "a whole number" : $"a whole number, {minimum} or more",
            value => ReadWhole(value) is { } number && number >= (minimum ?? long.MinValue) ? number : null);
    }

    /// <summary>A time in seconds, which may have a fraction. An upper limit is for the tool to clamp, and for the description to name.</summary>
    public static ToolArgument Seconds(string name, string description, double? standard = null)
    {
        var schema = Typed("number", description);
        schema["minimum"] = 0;
        if (standard is not null) schema["default"] = standard;
        return new(name, schema, "a number of seconds, 0 or more", value =>
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && double.IsFinite(seconds) && seconds >= 0 ? seconds : null);
    }

    public static ToolArgument Choice(string name, string description, params string[] values)
    {
        var schema = Typed("string", description);
        schema["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return new(name, schema, $"one of {string.Join(", ", values)}", value => ReadText(value) is { } text && values.Contains(text) ? text : null);
    }

    public static ToolArgument Texts(string name, string description)
    {
        var schema = Typed("array", description);
        schema["items"] = new JsonObject { ["type"] = "string" };
        return new(name, schema, "an array of strings", ReadTexts);
    }

    /// <summary>Words. One string of words with blanks between them is taken as well, because models often send a single one so.</summary>
    public static ToolArgument Words(string name, string description) => Texts(name, description) with
    {
        Read = value => ReadTexts(value) ?? ReadText(value)?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList(),
    };

    /// <summary>Texts by name.</summary>
    public static ToolArgument Map(string name, string description)
    {
        var schema = Typed("object", description);
        schema["additionalProperties"] = new JsonObject { ["type"] = "string" };
        return new(name, schema, "an object whose values are strings", ReadMap);
    }

    /// <summary>Any JSON object, read as its text. A string that holds one is taken as well, because some models write it so.</summary>
    public static ToolArgument Json(string name, string description)
    {
        var schema = Typed("object", description);
        schema["additionalProperties"] = true;
        return new(name, schema, "an object", value => value.ValueKind == JsonValueKind.Object ? value.GetRawText() : ReadText(value));
    }

    /// <summary>
    /// A place in a thread: a sequence number, or the cursor that an earlier page gave. The schema says text, since clients of some
    /// model providers fail on a property of two types; a number is taken as well.
    /// </summary>
    public static ToolArgument Place(string name, string description) => new(
        name, Typed("string", description), "a sequence number (0 or more) or a cursor",
        value => ReadText(value) ?? (ReadWhole(value) is >= 0 and var number ? number.ToString() : null));

    private static JsonObject Typed(string type, string description) => new() { ["type"] = type, ["description"] = description };

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

    /// <summary>A whole number, also where it is written with a fraction of zero: some clients send every number as 25.0.</summary>
    private static long? ReadWhole(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number)
            && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : null;

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
