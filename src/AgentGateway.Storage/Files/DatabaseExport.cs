using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Files;

/// <summary>The events of a database, one after the other from the file to the output.</summary>
internal static class DatabaseExport
{
    public static Outcome<long> Run(
        SqliteDatabase database,
        StreamId? stream,
        KnownSecrets hidden,
        Stream output,
        CancellationToken cancellationToken)
    {
        if (stream is { } wanted && !Exists(database, wanted))
            return EventLines.UnknownStream(wanted);
        var statement = stream is { } one
            ? database.Prepare($"""
                SELECT {EventRecords.Columns} FROM stream JOIN event ON event.stream = stream.number
                WHERE stream.id = ?1 ORDER BY event.version
                """).Bind(1, one.Value)
            : database.Prepare($"""
                SELECT {EventRecords.Columns} FROM event CROSS JOIN stream ON stream.number = event.stream ORDER BY event.position
                """);
        return EventLines.Write(Events(statement), hidden, output, cancellationToken);
    }

    private static IEnumerable<StoredEvent> Events(SqliteStatement statement)
    {
        while (statement.Step()) yield return EventRecords.Event(statement);
    }

    private static bool Exists(SqliteDatabase database, StreamId stream)
    {
        var statement = database.Prepare("SELECT 1 FROM stream WHERE id = ?1").Bind(1, stream.Value);
        var exists = statement.Step();
        statement.Reset();
        return exists;
    }
}
