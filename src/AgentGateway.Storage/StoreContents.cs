using AgentGateway.Domain;
using AgentGateway.Domain.Streams;

namespace AgentGateway.Storage;

/// <summary>What a store keeps: it is told so when it is opened, and refuses everything else.</summary>
/// <param name="Kinds">The kinds of streams.</param>
public sealed record StoreContents(StreamKinds Kinds)
{
    /// <summary>What the gateway keeps.</summary>
    public static StoreContents Gateway { get; } = new(new StreamKinds(DomainStreams.All));
}
