using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Protocol;

/// <summary>
/// Turns bytes into messages, and malformed bytes into the error that answers them. Code behind it can rely on valid
/// UTF-8, escapes of whole characters, unique names and bounded nesting.
/// </summary>
internal static class MessageParser
{
    public static ParsedMessage Parse(ReadOnlySpan<byte> input)
    {
        var utf8 = input.Trim(" \t\r\n"u8);
        if (utf8.IsEmpty) return ProtocolFault.NotJson("The message is empty.");
        if (!Utf8.IsValid(utf8)) return ProtocolFault.NotJson("The message is not valid UTF-8.");
        return utf8[0] == '[' ? ParseBatch(utf8) : ParseOne(utf8);
    }

    private static ParsedMessage ParseOne(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (utf8.IndexOf("\\u"u8) >= 0 && !EscapesAreWhole(utf8))
                return ProtocolFault.NotJson("The message escapes half a character.");
            return WireJson.Deserialize(utf8) is { } message ? new ParsedMessage(message) : Diagnose(utf8);
        }
        catch (Exception exception) when (exception is JsonException
            or InvalidOperationException
            or FormatException
            or ArgumentException)
        {
            return Diagnose(utf8);
        }
    }

    private static ParsedMessage ParseBatch(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = WireJson.DepthMax });
            using var array = JsonDocument.ParseValue(ref reader);
            // Reading on finds what follows the array, which nothing may.
            if (reader.Read() || array.RootElement.GetArrayLength() == 0)
                return ProtocolFault.NotARequest("The batch is empty.");
            List<ParsedMessage> batch = [];
            foreach (var element in array.RootElement.EnumerateArray())
            {
                batch.Add(element.ValueKind is JsonValueKind.Object
                    ? ParseOne(JsonMarshal.GetRawUtf8Value(element))
                    : ProtocolFault.NotARequest("A batch holds messages, which are objects."));
            }
            return new(null, Batch: batch);
        }
        catch (JsonException)
        {
            return Diagnose(utf8);
        }
    }

    /// <summary>
    /// Which error the input deserves, with the request's id where the input is whole enough to have one.
    /// </summary>
    private static ProtocolFault Diagnose(ReadOnlySpan<byte> utf8)
    {
        var deepest = 0;
        RequestId id = default;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                deepest = Math.Max(deepest, reader.CurrentDepth);
                if (IsIdName(ref reader)) id = ReadId(ref reader);
            }
        }
        catch (JsonException)
        {
            return ProtocolFault.NotJson("The message is not valid JSON.");
        }
        return deepest >= WireJson.DepthMax
            ? ProtocolFault.NotARequest($"The message is nested deeper than {WireJson.DepthMax} levels.", id)
            : ProtocolFault.NotARequest("The message is not a JSON-RPC 2.0 request, notification or response.", id);
    }

    /// <summary>The id of a request of which only the beginning is there; absent if that does not contain it.</summary>
    public static RequestId IdOfBeginning(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(
                utf8, isFinalBlock: false, new(new JsonReaderOptions { MaxDepth = int.MaxValue }));
            while (reader.Read())
                if (IsIdName(ref reader)) return ReadId(ref reader);
        }
        catch (JsonException)
        {
            // What cannot be read has no id.
        }
        return default;
    }

    private static bool IsIdName(ref Utf8JsonReader reader) =>
        reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("id"u8);

    private static RequestId ReadId(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) return default;
        return reader.TokenType switch
        {
            JsonTokenType.String when EscapeIsWhole(ref reader) => new(reader.GetString()!),
            JsonTokenType.Number when reader.TryGetInt64(out var number) => new(number),
            _ => default,
        };
    }

    private static bool EscapesAreWhole(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = WireJson.DepthMax });
        while (reader.Read())
            if (!EscapeIsWhole(ref reader)) return false;
        return true;
    }

    private static bool EscapeIsWhole(ref Utf8JsonReader reader)
    {
        if (reader is not { ValueIsEscaped: true, TokenType: JsonTokenType.String or JsonTokenType.PropertyName })
            return true;
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
