namespace AgentGateway.Storage.Journal;

/// <summary>Takes away the mark of a journal that was brought here from another place.</summary>
internal sealed class SettleMoveWork(long epoch) : JournalWork<bool>
{
    protected override bool Carry(JournalTables tables)
    {
        tables.RefuseFenced(epoch);
        tables.DeleteMeta(JournalMeta.Moved);
        return true;
    }
}
