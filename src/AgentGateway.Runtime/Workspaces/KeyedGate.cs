namespace AgentGateway.Runtime.Workspaces;

/// <summary>One at a time for each key; those with other keys do not wait.</summary>
internal sealed class KeyedGate
{
    private readonly Lock _changing = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Waits until no other caller holds that key. Disposing the result releases it.</summary>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        Entry? entry;
        lock (_changing)
        {
            if (!_entries.TryGetValue(key, out entry)) _entries.Add(key, entry = new());
            entry.Users++;
        }

        try
        {
            await entry.Inside.WaitAsync(cancellationToken);
        }
        catch
        {
            Release(key, entry);
            throw;
        }

        return new Stay(this, key, entry);
    }

    private void Release(string key, Entry entry)
    {
        lock (_changing)
            if (--entry.Users == 0)
            {
                _entries.Remove(key);
                entry.Dispose();
            }
    }

    private sealed class Entry : IDisposable
    {
        public readonly SemaphoreSlim Inside = new(1, 1);
        public int Users;

        public void Dispose() => Inside.Dispose();
    }

    private sealed class Stay(KeyedGate gate, string key, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Inside.Release();
            gate.Release(key, entry);
        }
    }
}
