using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Storage.Tables;

namespace AgentGateway.Storage.CommandQueues;

/// <summary>Queued commands in memory.</summary>
internal sealed class VolatileCommandTable(Lock gate) : VolatileTable(gate), ICommandQueueReads
{
    private readonly Dictionary<CommandId, QueuedCommandRow> _rows = [];

    public override void Put(ReadRow row, long position) => _rows[((QueuedCommandRow)row).Id] = (QueuedCommandRow)row;

    public override ReadRow? Find(ReadRow row, long position) => _rows.GetValueOrDefault(((QueuedCommandRow)row).Id);

    public ValueTask<QueuedCommandRow?> CommandAsync(CommandId id, CancellationToken cancellationToken) =>
        Read(() => _rows.GetValueOrDefault(id), cancellationToken);

    public ValueTask<IReadOnlyList<QueuedCommandRow>> CommandsAsync(
        SessionId session, int endedMax, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<QueuedCommandRow>>(
            () =>
            {
                var rows = _rows.Values.Where(row => row.Session == session).OrderBy(row => row.Number).ToArray();
                var ended = rows.Where(row => !CommandTable.IsOpen(row)).TakeLast(endedMax);
                return [.. rows.Where(CommandTable.IsOpen).Concat(ended).OrderBy(row => row.Number)];
            },
            cancellationToken);
}
