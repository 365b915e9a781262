using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// Arguments of a tool call, as a model gave them: a wrong one is answered in words that let the model correct itself.
/// </summary>
internal readonly struct ToolArguments(JsonElement arguments)
{
    /// <summary>A schema of an object with these properties; <c>?</c> behind a name makes it optional, an array is one of strings.</summary>
    public static JsonElement Schema(params ReadOnlySpan<(string Name, string Type, string Description)> properties)
    {
        var shapes = new JsonObject();
        var required = new JsonArray();
        foreach (var (name, type, description) in properties)
        {
            var shape = new JsonObject { ["type"] = type, ["description"] = description };
            if (type == "array") shape["items"] = new JsonObject { ["type"] = "string" };
            shapes.Add(name.TrimEnd('?'), shape);
            if (!name.EndsWith('?')) required.Add((JsonNode)name);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = shapes, ["required"] = required, ["additionalProperties"] = false };
        using var document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }

    /// <exception cref="ToolArgumentException">The argument is missing or no text.</exception>
    public string Text(string name) => OptionalText(name) ?? throw new ToolArgumentException($"The argument \"{name}\" is missing.");

    public string? OptionalText(string name) => Property(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => throw new ToolArgumentException($"The argument \"{name}\" is to be a string, not {other.GetRawText()}."),
    };

    /// <summary>Empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name) => Property(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        { } other => throw new ToolArgumentException($"The argument \"{name}\" is to be a list of strings, not {other.GetRawText()}."),
    };

    public bool? OptionalFlag(string name) => Property(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var value) => value,
        { } other => throw new ToolArgumentException($"The argument \"{name}\" is to be true or false, not {other.GetRawText()}."),
    };

    public int? OptionalInteger(string name) => Property(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        { } other => throw new ToolArgumentException($"The argument \"{name}\" is to be an integer, not {other.GetRawText()}."),
    };

    /// <summary>False when absent.</summary>
    public bool Flag(string name) => Property(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var value) => value,
        { } other => throw new ToolArgumentException($"The argument \"{name}\" is to be true or false, not {other.GetRawText()}."),
    };

    /// <summary>The refusal as a model is told of it.</summary>
    public static ToolResult Refused(Rejection rejection) =>
        new($"{rejection.Message}{(rejection.Hint is null ? "" : $" {rejection.Hint}")} ({rejection.Code})", IsError: true);

    /// <summary>The view's JSON, or the refusal.</summary>
    public static ToolResult Answer<T>(Outcome<T> outcome) =>
        outcome.IsRejected(out var refused, out var view) ? Refused(refused) : new(JsonSerializer.Serialize(view, typeof(T), ViewJson.Plain));

    private JsonElement? Property(string name) =>
        arguments.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;
}
