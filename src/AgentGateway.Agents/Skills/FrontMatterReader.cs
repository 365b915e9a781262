using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AgentGateway.Runtime.Skills;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgentGateway.Agents.Skills;

/// <summary>
/// Reads the front matter of skills, from anyone, as JSON. It goes from event to event of the parser without recursion,
/// so that text of any shape is refused and not followed: what is too deep, too much, or refers to itself.
/// </summary>
public sealed class FrontMatterReader : IFrontMatterReader
{
    private const int DepthMax = 8;
    private const int EventsMax = 4_000;

    public FrontMatter? Read(string yaml, out FrontMatterFault? fault)
    {
        try
        {
            fault = null;
            return Of(new Parser(new StringReader(yaml)));
        }
        catch (YamlException exception)
        {
            fault = new((int)Math.Max(1, exception.Start.Line), $"It is not YAML: {exception.Message.TrimEnd('.')}.");
        }
        catch (WrongShapeException wrong)
        {
            fault = new(wrong.Line, wrong.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException
            or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The parser fails in these ways on some texts that are no YAML.
            fault = new(1, "It is not YAML.");
        }

        return null;
    }

    private static FrontMatter Of(Parser parser)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        using (var json = new Utf8JsonWriter(buffer))
            Write(parser, json, lines);
        return new(JsonElement.Parse(buffer.WrittenSpan), lines);
    }

    private static void Write(Parser parser, Utf8JsonWriter json, Dictionary<string, int> lines)
    {
        // For each mapping that is open the keys that it has; null for a list.
        var open = new Stack<HashSet<string>?>();
        var isKey = false;
        var documents = 0;
        for (var events = 0; parser.MoveNext(); events++)
        {
            var line = (int)Math.Max(1, parser.Current!.Start.Line);
            if (events > EventsMax) throw new WrongShapeException(line, "It has too much in it.");
            switch (parser.Current)
            {
                case DocumentStart when ++documents > 1:
                    throw new WrongShapeException(line, "One document is allowed.");
                case AnchorAlias:
                    throw new WrongShapeException(line, "Aliases are not supported here.");
                case MappingStart or SequenceStart when isKey:
                    throw new WrongShapeException(line, "A key must be a word.");
                case MappingStart or SequenceStart when open.Count == DepthMax:
                    throw new WrongShapeException(line, "It is nested too deeply.");
                case SequenceStart or Scalar when open.Count == 0:
                    throw new WrongShapeException(line, "It has to be a list of keys and values.");
                case MappingStart:
                    open.Push([]);
                    json.WriteStartObject();
                    isKey = true;
                    break;
                case SequenceStart:
                    open.Push(null);
                    json.WriteStartArray();
                    break;
                case MappingEnd or SequenceEnd:
                    if (open.Pop() is null) json.WriteEndArray();
                    else json.WriteEndObject();
                    isKey = open.TryPeek(out var outer) && outer is not null;
                    break;
                case Scalar key when isKey:
                    if (!open.Peek()!.Add(key.Value))
                        throw new WrongShapeException(line, $"The key \"{key.Value}\" stands twice.");
                    if (open.Count == 1) lines[key.Value] = line;
                    json.WritePropertyName(key.Value);
                    isKey = false;
                    break;
                case Scalar scalar:
                    WriteScalar(scalar, json);
                    isKey = open.Peek() is not null;
                    break;
            }
        }

        if (json.BytesCommitted + json.BytesPending == 0)
            throw new WrongShapeException(1, "It has to be a list of keys and values.");
    }

    /// <summary>A plain word may be null, true or a number, by the core schema of YAML; all else is text.</summary>
    private static void WriteScalar(Scalar scalar, Utf8JsonWriter json)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty) json.WriteStringValue(text);
        else if (text is "" or "~" or "null" or "Null" or "NULL") json.WriteNullValue();
        else if (text is "true" or "True" or "TRUE") json.WriteBooleanValue(true);
        else if (text is "false" or "False" or "FALSE") json.WriteBooleanValue(false);
        else if (IsNumber(text) && long.TryParse(text, CultureInfo.InvariantCulture, out var whole))
            json.WriteNumberValue(whole);
        else if (IsNumber(text) && decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var number))
            json.WriteNumberValue(number);
        else json.WriteStringValue(text);
    }

    private static bool IsNumber(string text) =>
        char.IsAsciiDigit(text[^1]) && text.All(one => char.IsAsciiDigit(one) || one is '-' or '+' or '.');

    private sealed class WrongShapeException(int line, string reason) : Exception(reason)
    {
        public int Line => line;
    }
}
