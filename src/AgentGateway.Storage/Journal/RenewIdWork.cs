namespace AgentGateway.Storage.Journal;

internal sealed class RenewIdWork(string id, long epoch, HeadFile head) : JournalWork<string>
{
    /// <summary>The journal's id from now on; null where it stays as it was.</summary>
    public string? Renewed => Written;

    protected override string Carry(JournalTables tables)
    {
        tables.RefuseFenced(epoch);
        head.Forget();
        tables.SetMeta(JournalMeta.Id, id);
        return id;
    }
}
