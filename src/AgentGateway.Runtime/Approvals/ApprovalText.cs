using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// What people are shown of a call: whole, and the part that fits in lists, dialogues and the state of an approval. A
/// longer text is cut visibly, and has to be read whole before it is approved.
/// </summary>
internal static class ApprovalText
{
    /// <summary>An approval's state has 64 KiB for everything, and JSON within JSON is escaped once more.</summary>
    private const int ArgumentBytesMax = 20 * 1024;

    /// <summary>What a person reads in a list without losing sight of the rest.</summary>
    private const int ShownBytesMax = 4_000;
    private const int ShownLinesMax = 60;
    private const int SummaryCharactersMax = 200;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Telling =
    [
        "command", "argv", "path", "url", "agent", "session_id", "name", "title", "text",
    ];

    /// <summary>
    /// The arguments as people are shown them, whole: values of the environment may be secrets, and are never shown.
    /// </summary>
    /// <param name="canonical">An object.</param>
    public static string Arguments(string canonical, bool setsEnvironment) =>
        setsEnvironment ? WithoutValues(canonical) : canonical;

    /// <summary>The command or the diff, whole; null where the arguments say it all.</summary>
    public static string? Preview(CallFacts facts) =>
        facts.Preview ?? facts.Line ?? (facts.Argv is { } words ? VisibleText.Words(words) : null);

    /// <summary>
    /// As much of the arguments as fits; long texts in them are cut. Where there is a preview lists do not show them,
    /// and a rule that is left behind needs them.
    /// </summary>
    /// <returns>The same object where all of it fits.</returns>
    public static string Fit(string arguments, bool hasPreview)
    {
        var bytesMax = hasPreview ? ArgumentBytesMax : ShownBytesMax;
        if (Weight(arguments) <= bytesMax) return arguments;
        using var document = JsonDocument.Parse(arguments);
        for (var max = 8192; max >= 16; max /= 4)
            if (Changed(document.RootElement, new(text => Short(text, max), max)) is var cut && Weight(cut) <= bytesMax)
                return cut;
        return """{"cut":"the arguments are too many to be shown"}""";
    }

    /// <summary>The beginning of a preview, as much as fits.</summary>
    /// <returns>The same object where all of it fits.</returns>
    public static string? Fit(string? preview)
    {
        if (preview is null) return null;
        var keep = preview.Length;
        for (int at = -1, lines = 0; lines < ShownLinesMax; lines++)
        {
            at = preview.IndexOf('\n', at + 1);
            if (at < 0) break;
            if (lines == ShownLinesMax - 1) keep = at;
        }

        if (preview.AsSpan(keep).Trim('\n').IsEmpty) keep = preview.Length;
        while (Weight(preview[..keep]) > ShownBytesMax) keep = keep * 3 / 4;
        if (keep == preview.Length) return preview;
        if (keep > 0 && char.IsHighSurrogate(preview[keep - 1])) keep--;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{preview[..keep]}\n[… {preview.Length - keep} more characters are not shown]");
    }

    /// <summary>One line: the tool and the argument that tells most.</summary>
    public static string Summary(string tool, CallFacts facts, JsonElement arguments)
    {
        var what = facts.Summary
            ?? facts.Line
            ?? (facts.Argv is { } words ? VisibleText.WordsInLine(words) : null)
            ?? Told(arguments);
        var line = what is null ? tool : facts.Summary is null ? $"{tool}: {what}" : what;
        return line.Length <= SummaryCharactersMax ? line : ShortText.Of(line, SummaryCharactersMax - 1);
    }

    /// <summary>Arguments whose names and texts are marked: see <see cref="VisibleText"/>.</summary>
    public static JsonElement Visible(string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return JsonElement.Parse(Changed(document.RootElement, new(VisibleText.Of, int.MaxValue)));
    }

    private static string WithoutValues(string canonical)
    {
        var arguments = JsonNode.Parse(canonical)!.AsObject();
        if (arguments["environment"] is JsonObject environment)
            foreach (var name in environment.Select(variable => variable.Key).ToList())
                environment[name] = "(hidden)";
        return arguments.ToJsonString();
    }

    private static string? Told(JsonElement arguments)
    {
        foreach (var name in Telling)
            if (arguments.TryGetProperty(name, out var value))
                return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return null;
    }

    private static int Weight(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length;

    private static string Changed(JsonElement value, Change change)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, value, change);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, Change change)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(change.Text(property.Name));
                    Write(writer, property.Value, change);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray().Take(change.ItemsMax)) Write(writer, item, change);
                if (value.GetArrayLength() > change.ItemsMax)
                    writer.WriteStringValue(
                        string.Create(
                            CultureInfo.InvariantCulture, $"[… {value.GetArrayLength() - change.ItemsMax} more]"));
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(change.Text(value.GetString()!));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Short(string text, int max) => text.Length <= max
        ? text
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{ShortText.Cut(text, max)}[… {text.Length - ShortText.Cut(text, max).Length} more characters]");

    /// <summary>What is done to every text in arguments, and how many items of a list stay.</summary>
    private sealed record Change(Func<string, string> Text, int ItemsMax);
}
