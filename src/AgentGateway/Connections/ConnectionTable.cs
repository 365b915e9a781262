namespace AgentGateway.Connections;

/// <summary>
/// The connections to one address of the daemon. Where there is no room for another one, in all or for its peer, the
/// one that has been silent for longest is closed, so that programs that connect and say nothing shut no other out.
/// Only where all have spoken is a new one turned away.
/// </summary>
/// <param name="max">Connections in all.</param>
/// <param name="ofPeerMax">Connections of one peer.</param>
internal sealed class ConnectionTable(int max, int ofPeerMax)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _silent = [];
    private readonly Dictionary<string, int> _peers = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Takes a connection in, which is silent at first; null where there is no room.</summary>
    /// <param name="peer">Who connects, as far as the system tells.</param>
    /// <param name="close">
    /// Ends the connection; is called once at most, and not after <see cref="Entry.Dispose"/>.
    /// </param>
    public Entry? TryEnter(string peer, Action close)
    {
        Entry? closed = null;
        Entry entry;
        lock (_gate)
        {
            var ofPeer = _peers.GetValueOrDefault(peer);
            if (ofPeer >= ofPeerMax || _count >= max)
            {
                closed = _silent.FirstOrDefault(silent => ofPeer < ofPeerMax || silent.Peer == peer);
                if (closed is null) return null;
                Remove(closed);
            }

            entry = new(this, peer, close);
            entry.Silent = _silent.AddLast(entry);
            _peers[peer] = _peers.GetValueOrDefault(peer) + 1;
            _count++;
        }

        closed?.Close();
        return entry;
    }

    private void Spoke(Entry entry)
    {
        lock (_gate)
        {
            if (entry.Silent is { } silent) _silent.Remove(silent);
            entry.Silent = null;
        }
    }

    private void Leave(Entry entry)
    {
        lock (_gate) Remove(entry);
    }

    private void Remove(Entry entry)
    {
        if (entry.HasLeft) return;
        entry.HasLeft = true;
        if (entry.Silent is { } silent) _silent.Remove(silent);
        entry.Silent = null;
        _count--;
        if (--_peers[entry.Peer] == 0) _peers.Remove(entry.Peer);
    }

    /// <summary>One connection. Disposing it makes room.</summary>
    internal sealed class Entry(ConnectionTable table, string peer, Action close) : IDisposable
    {
        public string Peer => peer;

        /// <summary>Its place among those that have said nothing; null once it has spoken.</summary>
        internal LinkedListNode<Entry>? Silent { get; set; }

        internal bool HasLeft { get; set; }

        /// <summary>It has shown who it is, and is closed for no other any more.</summary>
        public void Spoke() => table.Spoke(this);

        public void Dispose() => table.Leave(this);

        internal void Close() => close();
    }
}
