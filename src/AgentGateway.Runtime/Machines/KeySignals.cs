namespace AgentGateway.Runtime.Machines;

/// <summary>Signals of which nothing is told but the key.</summary>
internal class KeySignals<TKey>(TimeProvider time) : ChangeSignals<TKey, TKey>(time)
    where TKey : notnull
{
    public void Tell(TKey key) => Tell(key, key);
}
