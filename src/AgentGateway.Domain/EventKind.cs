using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AgentGateway.Domain;

/// <summary>One type of event: the name by which it is stored, which never changes, and its JSON.</summary>
public sealed record EventKind(string Name, JsonTypeInfo Json)
{
    public Type Type => Json.Type;

    public byte[] Write(DomainEvent domainEvent) => JsonSerializer.SerializeToUtf8Bytes(domainEvent, Json);

    /// <exception cref="JsonException">The payload is not this event's JSON.</exception>
    public DomainEvent Read(ReadOnlySpan<byte> payload) =>
        (DomainEvent?)JsonSerializer.Deserialize(payload, Json) ?? throw new JsonException(
            $"The payload of {Name} is null.");
}
