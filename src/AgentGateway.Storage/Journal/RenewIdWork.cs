namespace AgentGateway.Storage.Journal;

internal sealed class RenewIdWork(string id) : JournalWork<string>
{
    protected override string Carry(JournalTables tables)
    {
        tables.SetMeta(JournalMeta.Id, id);
        return id;
    }
}
