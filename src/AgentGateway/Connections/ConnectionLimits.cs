using AgentGateway.Settings;

namespace AgentGateway.Connections;

/// <summary>
/// How many connections there may be, at most half of what the process may open: the other half is for sessions and the
/// journal, which clients must not shut out.
/// </summary>
/// <param name="Http">Over HTTP, those included that are only let in to be turned away.</param>
/// <param name="HttpSpare">Of these: connections that each close a silent one or are turned away at once.</param>
/// <param name="HttpOfPeer">Over HTTP of one address.</param>
/// <param name="Clients">To the socket, of clients.</param>
/// <param name="Operator">To the socket, room that clients cannot take.</param>
internal sealed record ConnectionLimits(int Http, int HttpSpare, int HttpOfPeer, int Clients, int Operator)
{
    /// <summary>A connection to the socket holds the process of its peer as well.</summary>
    public const int DescriptorsOfSocket = 2;

    private const int SpareMax = 64;
    private const int ClientsMax = 1_024;
    private const int OfProcessMax = 256;

    /// <summary>To the socket, of one process.</summary>
    public int OfProcess => Math.Min(OfProcessMax, Clients);

    /// <param name="options">What the settings allow.</param>
    /// <param name="descriptors">How many descriptors the process may have open.</param>
    public static ConnectionLimits Of(HttpOptions options, int descriptors)
    {
        var half = descriptors / 2;
        var spare = Math.Clamp(half / 16, 1, SpareMax);
        var clients = Math.Clamp(half / 8, 1, ClientsMax);
        var left = half - (DescriptorsOfSocket * (clients + spare));
        var http = Math.Min((long)options.ConnectionsMax + spare, Math.Max(left, spare + 1));
        return new((int)http, spare, Math.Min(options.ConnectionsPerPeerMax, (int)http - spare), clients, spare);
    }
}
