using System.Text.Encodings.Web;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Files;

/// <summary>Events as lines of JSON, one after the other from the database to the output.</summary>
internal static class JournalExport
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Outcome<long> Run(SqliteDatabase database, StreamId? stream, Stream output, CancellationToken cancellationToken)
    {
        if (stream is { } wanted && !Exists(database, wanted))
            return new Rejection("unknown_stream", $"There is no stream {wanted}.", "Streams are named kind/id, such as thread/thr_…; export all to see them.");
        var events = stream is { } one
            ? database.Prepare($"""
                SELECT {EventRecords.Columns} FROM stream JOIN event ON event.stream = stream.number WHERE stream.id = ?1 ORDER BY event.version
                """).Bind(1, one.Value)
            : database.Prepare($"SELECT {EventRecords.Columns} FROM event CROSS JOIN stream ON stream.number = event.stream ORDER BY event.position");
        using var writer = new Utf8JsonWriter(output, Options);
        var count = 0L;
        for (; events.Step(); count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(writer, EventRecords.Event(events));
            writer.Flush();
            output.WriteByte((byte)'\n');
            writer.Reset();
        }

        output.Flush();
        return count;
    }

    private static bool Exists(SqliteDatabase database, StreamId stream)
    {
        var statement = database.Prepare("SELECT 1 FROM stream WHERE id = ?1").Bind(1, stream.Value);
        var exists = statement.Step();
        statement.Reset();
        return exists;
    }

    private static void Write(Utf8JsonWriter writer, StoredEvent stored)
    {
        writer.WriteStartObject();
        writer.WriteNumber("position", stored.Position);
        writer.WriteString("stream", stored.Stream.Value);
        writer.WriteNumber("version", stored.Version);
        writer.WriteString("at", stored.At);
        writer.WriteString("actor", stored.Actor);
        writer.WriteString("type", stored.Type);
        writer.WriteString("payload_digest", stored.PayloadDigest);
        writer.WriteString("hash", stored.Hash);
        writer.WritePropertyName("data");
        if (stored.Payload is null)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(stored.Payload);
        writer.WriteEndObject();
    }
}
