using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AgentGateway.Domain;

/// <summary>
/// One type of event: the name by which it is stored, which never changes, and its JSON. What the serialiser knows of a
/// type costs milliseconds to make, and a process meets few of all types, so it is made when it is first needed.
/// </summary>
public sealed class EventKind
{
    private readonly Func<JsonTypeInfo> _json;

    private EventKind(string name, Type type, Func<JsonTypeInfo> json) => (Name, Type, _json) = (name, type, json);

    public string Name { get; }

    public Type Type { get; }

    public JsonTypeInfo Json => _json();

    /// <param name="json">Gives the same object every time, as the property of a generated context does.</param>
    public static EventKind Of<TEvent>(string name, Func<JsonTypeInfo<TEvent>> json)
        where TEvent : DomainEvent =>
        new(name, typeof(TEvent), json);

    public byte[] Write(DomainEvent domainEvent) => JsonSerializer.SerializeToUtf8Bytes(domainEvent, Json);

    /// <exception cref="JsonException">The payload is not this event's JSON.</exception>
    public DomainEvent Read(ReadOnlySpan<byte> payload) =>
        (DomainEvent?)JsonSerializer.Deserialize(payload, Json) ?? throw new JsonException(
            $"The payload of {Name} is null.");
}
