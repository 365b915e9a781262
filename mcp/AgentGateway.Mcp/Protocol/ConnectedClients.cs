using AgentGateway.Domain.Clients;

namespace AgentGateway.Mcp.Protocol;

/// <summary>
/// The clients that are connected: local ones and HTTP sessions while they last, and those of 2026-07-28 over HTTP, which
/// has no sessions, for a while after each request. Safe for several threads.
/// </summary>
public sealed class ConnectedClients(TimeProvider time)
{
    /// <summary>How long a client without a session counts as connected after a request.</summary>
    public static readonly TimeSpan SeenFor = TimeSpan.FromMinutes(5);

    private const int SeenMax = 100;

    private readonly Lock _lock = new();
    private readonly HashSet<Connection> _connections = [];
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>A connection began. Disposing it ends it.</summary>
    /// <param name="directory">The directory that its client works in; null for none.</param>
    public Connection Enter(string? directory)
    {
        var connection = new Connection(this, directory);
        lock (_lock) _connections.Add(connection);
        return connection;
    }

    /// <summary>A client without a session made a request.</summary>
    public void Seen(ClientName client)
    {
        lock (_lock)
        {
            if (_seen.Count >= SeenMax && !_seen.ContainsKey(client.Value))
                _seen.Remove(_seen.MinBy(seen => seen.Value).Key);
            _seen[client.Value] = time.GetTimestamp();
        }
    }

    /// <summary>By name and directory, with the number of connections. Those without a name are left out.</summary>
    public IReadOnlyList<(ClientIdentity Client, int Connections)> List()
    {
        lock (_lock)
        {
            var named = _connections.Where(connection => connection.Client is not null)
                .Select(connection => new ClientIdentity(connection.Client!.Value, connection.Directory));
            var seen = _seen.Where(seen => time.GetElapsedTime(seen.Value) <= SeenFor)
                .Select(seen => new ClientIdentity(seen.Key));
            return [.. named.Concat(seen).GroupBy(client => client)
                .OrderBy(same => same.Key.Name, StringComparer.Ordinal)
                .ThenBy(same => same.Key.Directory, StringComparer.Ordinal)
                .Select(same => (same.Key, same.Count()))];
        }
    }

    /// <summary>A connection, of which the client's name is known once the client has given it.</summary>
    public sealed class Connection(ConnectedClients clients, string? directory) : IDisposable
    {
        public string? Directory => directory;

        public ClientName? Client { get; set; }

        public void Dispose()
        {
            lock (clients._lock) clients._connections.Remove(this);
        }
    }
}
