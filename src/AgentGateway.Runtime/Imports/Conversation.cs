using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Imports;

/// <summary>
/// Makes the messages of a thread out of what another program's conversation says. Answers and calls have the place
/// that those of the gateway's own agents have; results are cut, because the thread is there to be read and searched.
/// </summary>
internal static class Conversation
{
    /// <summary>Of a result of a tool so much is kept.</summary>
    public const int ResultCharactersMax = 10_000;

    /// <summary>Stands for the name of a tool that is not known.</summary>
    public const string UnknownTool = "tool";

    private const int ArgumentCharactersMax = 10_000;

    /// <summary>The name under which the person at this machine speaks in threads.</summary>
    private const string PersonName = "operator";

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static ImportedMessage Person(string text, DateTimeOffset at) =>
        new(MessageRole.User, PersonName, text, at);

    public static ImportedMessage Answer(string program, string text, string? model, DateTimeOffset at) =>
        new(MessageRole.Assistant, program, text.Trim(), at) { Model = model };

    public static ImportedMessage Call(
        string program, string? id, string? tool, JsonElement arguments, string? model, DateTimeOffset at) =>
        new(MessageRole.Assistant, program, "", at)
        {
            Model = model,
            ToolCalls = [new(id ?? "", tool ?? UnknownTool, ArgumentsOf(arguments))],
        };

    public static ImportedMessage Result(string? call, string text, DateTimeOffset at) =>
        new(MessageRole.Tool, UnknownTool, Cut(text, ResultCharactersMax), at) { ToolCallId = call ?? "" };

    /// <summary>What the program tells the person itself.</summary>
    public static ImportedMessage Note(string program, string text, DateTimeOffset at) =>
        new(MessageRole.System, program, text, at);

    /// <summary>A summary that stands for earlier messages, for models only.</summary>
    public static ImportedMessage Summary(string program, string text, DateTimeOffset at) =>
        new(MessageRole.System, program, text, at) { Visibility = Visibility.Hidden };

    public static bool SaysSomething(ImportedMessage message) =>
        message.Text.Length > 0 || message.ToolCalls is not null;

    /// <summary>The text, or its beginning and how much is missing.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{text.AsSpan(0, end)}\n[{text.Length - end} more characters are in the original]");
    }

    /// <summary>A JSON object, as a model's calls have it. Some programs give a text, or an object as text.</summary>
    private static string ArgumentsOf(JsonElement arguments)
    {
        if (arguments.ValueKind == JsonValueKind.Undefined) return "{}";
        var text = arguments.Text() ?? arguments.GetRawText();
        return text.Length <= ArgumentCharactersMax && IsObject(text)
            ? text
            : new JsonObject { ["input"] = Cut(text, ArgumentCharactersMax) }.ToJsonString(Plain);
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return parsed.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
