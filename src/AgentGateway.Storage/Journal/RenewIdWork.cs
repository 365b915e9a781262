namespace AgentGateway.Storage.Journal;

internal sealed class RenewIdWork(string id, long epoch) : JournalWork<string>
{
    protected override string Carry(JournalTables tables)
    {
        tables.RefuseFenced(epoch);
        tables.SetMeta(JournalMeta.Id, id);
        return id;
    }
}
