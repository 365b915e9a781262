using AgentGateway.Domain.Ids;

namespace AgentGateway.Storage.Journal;

internal sealed class EraseWork(StreamId stream, long version) : JournalWork<bool>
{
    protected override bool Carry(JournalTables tables) => tables.Erase(stream, version);
}
