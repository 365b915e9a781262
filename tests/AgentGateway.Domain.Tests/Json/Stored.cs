using AgentGateway.Domain.Streams;

namespace AgentGateway.Domain.Tests.Json;

/// <summary>The kinds of streams of the domain, as the daemon's store has them.</summary>
internal static class Stored
{
    public static StreamKinds Kinds { get; } = new(DomainStreams.All);
}
