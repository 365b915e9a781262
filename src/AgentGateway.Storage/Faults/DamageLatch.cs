using AgentGateway.Domain;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Faults;

/// <summary>Once damage was met, by a check or by any statement, nothing is written any more.</summary>
internal sealed class DamageLatch
{
    private Rejection? _found;

    public Rejection? Found => Volatile.Read(ref _found);

    public void Note(SqliteFailure failure)
    {
        if (failure.IsDamage)
            Note(failure.Message);
    }

    public void Note(string what) => Interlocked.CompareExchange(ref _found, Unavailable.Damage(what), null);
}
