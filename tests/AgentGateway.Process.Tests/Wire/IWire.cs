using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace AgentGateway.Process.Tests.Wire;

/// <summary>
/// Carries JSON-RPC messages as they are: no protocol of its own, so that tests can also send what no client would.
/// </summary>
internal interface IWire : IAsyncDisposable
{
    /// <summary>
    /// What the server sent that answers no request: on stdio in order, on HTTP from every stream that is open.
    /// </summary>
    ChannelReader<JsonObject> Notifications { get; }

    /// <summary>
    /// Sends a request and returns its response, result or error. Cancelling only stops the waiting here.
    /// </summary>
    Task<JsonObject> RequestAsync(JsonObject request, CancellationToken cancellationToken);

    /// <summary>Sends a notification.</summary>
    Task NotifyAsync(JsonObject notification, CancellationToken cancellationToken);
}
