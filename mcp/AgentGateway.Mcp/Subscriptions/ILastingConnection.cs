using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Subscriptions;

/// <summary>
/// A connection that outlasts its requests: a session over HTTP, or a local connection. A request has it as its
/// <c>RelatedTransport</c>.
/// </summary>
internal interface ILastingConnection
{
    /// <summary>What the client subscribed to by <c>resources/subscribe</c>.</summary>
    Subscription Subscription { get; }

    /// <summary>
    /// Called when a request has ended. A cancelled one has no answer; the answer of any other has been passed on.
    /// </summary>
    void RequestEnded(RequestId id, bool cancelled);
}
