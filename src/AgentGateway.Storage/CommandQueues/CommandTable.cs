using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.CommandQueues;

/// <summary>The table of queued commands.</summary>
public sealed class CommandTable : ReadTable
{
    public override string Name => "command";

    public override IReadOnlyList<Type> RowTypes { get; } = [typeof(QueuedCommandRow)];

    public override Type ReadsType => typeof(ICommandQueueReads);

    internal override IReadOnlyList<StrayRows> Strays { get; } =
    [
        new(
            "a command belongs to no stream",
            """
            SELECT count(*), NULL, 'queue/' || min(session) FROM command WHERE 'queue/' || session NOT IN (SELECT id FROM stream)
            """),
    ];

    internal override IReadOnlyList<RowCount> Counts { get; } =
    [
        new(typeof(QueuedCommandRow), CommandQueueMachine.Kind, "command",
            "SELECT count(*) FROM command WHERE session = ?1"),
    ];

    internal static bool IsOpen(QueuedCommandRow row) => row.State is CommandState.Waiting or CommandState.Running;

    internal static QueuedCommandRow Read(ReadOnlySpan<byte> detail) =>
        StoredDetail.Read(detail, CommandQueueJson.Plain.QueuedCommandRow);

    internal override byte[] Detail(ReadRow row) =>
        JsonSerializer.SerializeToUtf8Bytes((QueuedCommandRow)row, CommandQueueJson.Plain.QueuedCommandRow);

    internal override SqliteTable InSqlite(SqliteDatabase database) => new SqliteCommandTable(database);

    internal override object SqliteReads(ReadPool reads, TimeProvider time) => new SqliteCommandQueueReads(reads);

    internal override VolatileTable InMemory(Lock gate, TimeProvider time) => new VolatileCommandTable(gate);

    internal override RowState Compare(SqliteDatabase database, ReadRow row, EventPosition position)
    {
        var command = (QueuedCommandRow)row;
        var statement = database.Prepare(
            "SELECT detail FROM command WHERE id = ?1 AND session = ?2 AND number = ?3 AND open = ?4");
        statement.Bind(1, command.Id.Value).Bind(2, command.Session.Value).Bind(3, command.Number)
            .Bind(4, IsOpen(command) ? 1 : 0);
        return StoredDetail.Compare(statement, Detail(row));
    }
}
