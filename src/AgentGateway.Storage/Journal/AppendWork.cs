using AgentGateway.Runtime.Journal;

namespace AgentGateway.Storage.Journal;

internal sealed class AppendWork(PreparedAppend append) : JournalWork<AppendResult>
{
    public override long Bytes => append.Bytes;

    protected override AppendResult Carry(JournalTables tables) => tables.Append(append);
}
