using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// What people are shown of a call, within the room that an approval has: cut visibly, never silently.
/// </summary>
internal static class ApprovalText
{
    /// <summary>An approval's state has 64 KiB for everything, and JSON within JSON is escaped once more.</summary>
    private const int ArgumentBytesMax = 20 * 1024;
    private const int PreviewBytesMax = 16 * 1024;
    private const int SummaryCharactersMax = 200;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Telling =
    [
        "command", "argv", "path", "url", "agent", "session_id", "name", "title", "text",
    ];

    /// <summary>
    /// Canonical arguments; long texts in them are cut until all of it fits. Values of the environment may be
    /// secrets, and are never shown.
    /// </summary>
    /// <param name="canonical">An object.</param>
    public static (string Text, bool Cut) Arguments(string canonical, bool setsEnvironment)
    {
        if (setsEnvironment) return (Arguments(WithoutValues(canonical), setsEnvironment: false).Text, true);
        if (Weight(canonical) <= ArgumentBytesMax) return (canonical, false);
        using var document = JsonDocument.Parse(canonical);
        for (var max = 8192; max >= 16; max /= 4)
            if (Cut(document.RootElement, max) is var cut && Weight(cut) <= ArgumentBytesMax)
                return (cut, true);
        return ("""{"cut":"the arguments are too many to be shown"}""", true);
    }

    /// <summary>
    /// What would hide or turn round other text where it is shown, escape sequences and marks of direction, stands as
    /// its number: people see what they approve.
    /// </summary>
    public static string Visible(string text)
    {
        if (!text.Any(Hides)) return text;
        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (Hides(character)) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else shown.Append(character);
        }

        return shown.ToString();

        static bool Hides(char character) =>
            character is not ('\n' or '\t')
                && char.GetUnicodeCategory(character) is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
    }

    public static string? Preview(string? text)
    {
        text = text is null ? null : Visible(text);
        if (text is null || Weight(text) <= PreviewBytesMax) return text;
        var keep = text.Length;
        while (Weight(text[..keep]) > PreviewBytesMax - 100) keep = keep * 3 / 4;
        if (char.IsHighSurrogate(text[keep - 1])) keep--;
        return string.Create(
            CultureInfo.InvariantCulture, $"{text[..keep]}\n[… {text.Length - keep} more characters are not shown]");
    }

    /// <summary>One line: the tool and the argument that tells most.</summary>
    public static string Summary(string tool, CallFacts facts, JsonElement arguments)
    {
        var what = facts.Summary
            ?? facts.Line
            ?? (facts.Argv is { } words ? string.Join(' ', words) : null)
            ?? Told(arguments);
        var line = what is null ? tool : facts.Summary is null ? $"{tool}: {what}" : what;
        line = Visible(line.ReplaceLineEndings(" ⏎ "));
        return line.Length <= SummaryCharactersMax ? line : line[..(SummaryCharactersMax - 1)] + "…";
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

    private static string Cut(JsonElement value, int charactersMax)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, value, charactersMax);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, int max)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(Short(property.Name, max));
                    Write(writer, property.Value, max);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray().Take(max)) Write(writer, item, max);
                if (value.GetArrayLength() > max)
                    writer.WriteStringValue(
                        string.Create(CultureInfo.InvariantCulture, $"[… {value.GetArrayLength() - max} more]"));
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Short(value.GetString()!, max));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Short(string text, int max)
    {
        if (text.Length <= max) return text;
        var keep = char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
        return string.Create(CultureInfo.InvariantCulture, $"{text[..keep]}[… {text.Length - keep} more characters]");
    }
}
