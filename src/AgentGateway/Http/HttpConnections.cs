using System.Net;
using AgentGateway.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>
/// The connections of HTTP clients. A connection counts as silent until a request on it has shown a valid token, so that
/// those without one make room for those with one.
/// </summary>
internal sealed class HttpConnections(ConnectionLimits limits)
{
    private static readonly object Key = new();

    private readonly ConnectionTable _table = new(limits.Http - limits.HttpSpare, limits.HttpOfPeer);

    /// <summary>Serves a connection if there is room for it.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var peer = (connection.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";
        using var entry = _table.TryEnter(peer, connection.Abort);
        if (entry is null)
        {
            connection.Abort();
            return;
        }

        connection.Items[Key] = entry;
        await next(connection);
    }

    /// <summary>The request's client has shown a valid token.</summary>
    public static void Spoke(HttpContext context)
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Key, out var entry) == true)
            ((ConnectionTable.Entry)entry!).Spoke();
    }
}
