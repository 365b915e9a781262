using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Storage.CommandQueues;

namespace AgentGateway.Storage.InMemory;

/// <summary>The queries' twin in memory.</summary>
internal sealed class VolatileCommandQueueReads(VolatileTables tables) : ICommandQueueReads
{
    public ValueTask<QueuedCommandRow?> CommandAsync(CommandId id, CancellationToken cancellationToken) =>
        Read(() => tables.Commands.GetValueOrDefault(id), cancellationToken);

    public ValueTask<IReadOnlyList<QueuedCommandRow>> CommandsAsync(SessionId session, int endedMax, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<QueuedCommandRow>>(
            () =>
            {
                var rows = tables.Commands.Values.Where(row => row.Session == session).OrderBy(row => row.Number).ToArray();
                var ended = rows.Where(row => !CommandTables.IsOpen(row)).TakeLast(endedMax);
                return [.. rows.Where(CommandTables.IsOpen).Concat(ended).OrderBy(row => row.Number)];
            },
            cancellationToken);

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (tables.Gate) return new(read());
    }
}
