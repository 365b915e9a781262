using System.Text.Json;

namespace AgentGateway.Hooks;

/// <summary>
/// Cuts down what a hook says: it may be far more than the daemon takes, such as a whole file that a tool has read. The
/// status is told by short values at the top, and those are kept.
/// </summary>
internal static class HookDigest
{
    public const int BytesMax = 64 * 1024;

    private const int ValueBytesMax = 1024;

    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static byte[] Of(ReadOnlySpan<byte> said)
    {
        var reader = new Utf8JsonReader(said);
        using var kept = new MemoryStream();
        using (var writer = new Utf8JsonWriter(kept))
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("A hook says a JSON object.");
            writer.WriteStartObject();
            while (reader.Read()
                && reader.TokenType == JsonTokenType.PropertyName
                && writer.BytesCommitted + writer.BytesPending < BytesMax / 2)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
                else if (reader.ValueSpan.Length <= ValueBytesMax) Keep(name, ref reader, writer);
            }

            writer.WriteEndObject();
        }

        return kept.ToArray();
    }

    private static void Keep(string name, ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        writer.WritePropertyName(name);
        if (reader.TokenType == JsonTokenType.String) writer.WriteStringValue(reader.GetString());
        else writer.WriteRawValue(reader.ValueSpan);
    }
}
