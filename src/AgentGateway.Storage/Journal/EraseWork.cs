using AgentGateway.Domain.Ids;

namespace AgentGateway.Storage.Journal;

internal sealed class EraseWork(StreamId stream, long version, long epoch) : JournalWork<bool>
{
    /// <summary>Whether an event was erased, so that its words are to leave the index.</summary>
    public bool HasErased => Written;

    protected override bool Carry(JournalTables tables)
    {
        tables.RefuseFenced(epoch);
        return tables.Erase(stream, version);
    }
}
