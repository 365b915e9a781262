using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.CommandQueues;

/// <summary>Queries over the table of queued commands. Each sees one snapshot.</summary>
internal sealed class SqliteCommandQueueReads(ReadPool reads) : ICommandQueueReads
{
    private const string Newest = """
        SELECT detail FROM (
          SELECT number, detail FROM command WHERE session = ?1 AND open = 1
          UNION ALL
          SELECT * FROM (SELECT number, detail FROM command WHERE session = ?1 AND open = 0 ORDER BY number DESC LIMIT ?2)
        ) ORDER BY number
        """;

    public ValueTask<QueuedCommandRow?> CommandAsync(CommandId id, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            id.Value,
            static (database, id) => database.Prepare("SELECT detail FROM command WHERE id = ?1")
                .Bind(1, id).First(static record => CommandTable.Read(record.Bytes(0))),
            cancellationToken);

    public ValueTask<IReadOnlyList<QueuedCommandRow>> CommandsAsync(
        SessionId session, int endedMax, CancellationToken cancellationToken) =>
        reads.ReadAsync(
            (session.Value, endedMax),
            static (database, wanted) => database.Prepare(Newest)
                .Bind(1, wanted.Value).Bind(2, wanted.endedMax)
                .All(static record => CommandTable.Read(record.Bytes(0))),
            cancellationToken);
}
