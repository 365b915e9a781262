using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Subscriptions;

/// <summary>
/// What requests of one lasting connection share, a session over HTTP or a local connection. A request finds it as its
/// <c>RelatedTransport</c>.
/// </summary>
internal interface ILink
{
    /// <summary>What the client subscribed to by <c>resources/subscribe</c>.</summary>
    Subscription Subscription { get; }

    /// <summary>
    /// A request is no longer worked on. One that was cancelled gets no answer; any other's answer is on its way.
    /// </summary>
    void RequestEnded(RequestId id, bool cancelled);
}
