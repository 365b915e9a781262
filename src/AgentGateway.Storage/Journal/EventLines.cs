using System.Text.Encodings.Web;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Storage.Journal;

/// <summary>Events as lines of JSON: the form of <see cref="IStoreInspection.ExportAsync"/>.</summary>
internal static class EventLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the events one after the other, as they come. How many they were.</summary>
    public static long Write(
        IEnumerable<StoredEvent> events, KnownSecrets hidden, Stream output, CancellationToken cancellationToken)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        var count = 0L;
        foreach (var stored in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(writer, stored, hidden);
            writer.Flush();
            output.WriteByte((byte)'\n');
            writer.Reset();
            count++;
        }

        output.Flush();
        return count;
    }

    public static Rejection UnknownStream(StreamId stream) => new(
        "unknown_stream", $"There is no stream {stream}.",
            "Streams are named kind/id, such as thread/thr_…; export all to see them.");

    private static void Write(Utf8JsonWriter writer, StoredEvent stored, KnownSecrets hidden)
    {
        writer.WriteStartObject();
        writer.WriteNumber("position", stored.Position);
        writer.WriteString("stream", stored.Stream.Value);
        writer.WriteNumber("version", stored.Version);
        writer.WriteString("at", stored.At);
        writer.WriteString("actor", stored.Actor);
        writer.WriteString("type", stored.Type);
        writer.WriteString("payload_digest", stored.Seal.PayloadDigest);
        writer.WriteString("hash", stored.Seal.Hash);
        writer.WritePropertyName("data");
        if (stored.Payload is null)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(hidden.RedactJson(stored.Payload));
        writer.WriteEndObject();
    }
}
