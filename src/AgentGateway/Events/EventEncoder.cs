using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Events;

/// <summary>
/// Encodes stored events as frames. The JSON is <c>position, stream, version, at, actor, type, data</c>; erased data is
/// null. A value that became known as a secret after its event is taken out here.
/// </summary>
internal sealed class EventEncoder(string journalId, KnownSecrets secrets)
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    /// <summary>Not to be called by two at once.</summary>
    public EventFrame Encode(StoredEvent stored)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"id: {journalId}:{stored.Position}\ndata: ")));
        var jsonStart = _buffer.WrittenCount;
        using (var json = new Utf8JsonWriter(_buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("position"u8, stored.Position);
            json.WriteString("stream"u8, stored.Stream.Value);
            json.WriteNumber("version"u8, stored.Version);
            json.WriteString("at"u8, stored.At);
            json.WriteString("actor"u8, stored.Actor);
            json.WriteString("type"u8, stored.Type);
            json.WritePropertyName("data"u8);
            if (stored.Payload is null) json.WriteNullValue();
            else json.WriteRawValue(secrets.RedactJson(stored.Payload), skipInputValidation: true);
            json.WriteEndObject();
        }

        _buffer.Write("\n\n"u8);
        return new(stored.Position, stored.Stream, _buffer.WrittenSpan.ToArray(), jsonStart);
    }
}
