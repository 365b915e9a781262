using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AgentGateway.Domain;

/// <summary>
/// One kind of stream as the journal knows it: its name, the names of its events, and the way to fold its events
/// without knowing the machine's types. Each capability declares its own once, as <c>XStream.Kind</c>.
/// </summary>
/// <param name="name">The part of a stream's id before the slash.</param>
/// <param name="snapshotVersion">The version of the snapshots that the machine writes now.</param>
/// <param name="events">Every type of event that was ever written to such a stream.</param>
public abstract class StreamKind(string name, int snapshotVersion, IReadOnlyList<EventKind> events)
{
    private readonly Dictionary<string, EventKind> _byName = events.ToDictionary(
        each => each.Name, StringComparer.Ordinal);

    public string Name => name;

    public int SnapshotVersion => snapshotVersion;

    public IReadOnlyList<EventKind> Events => events;

    /// <summary>The event of that name and payload.</summary>
    /// <exception cref="NotSupportedException">
    /// No event of this name is known: the journal comes from a newer version.
    /// </exception>
    /// <exception cref="JsonException">The payload is not this event's JSON.</exception>
    public DomainEvent Read(string eventName, ReadOnlySpan<byte> payload) =>
        _byName.TryGetValue(eventName, out var found)
            ? found.Read(payload)
            : throw new NotSupportedException(
                $"No event of a {name} stream is named {eventName}: the journal comes from a newer version.");

    /// <summary>Begins a fold before the first event of a stream.</summary>
    public abstract StreamFold Fold();
}

/// <inheritdoc/>
/// <param name="stateJson">Gives the JSON of the machine's state, in which snapshots are kept.</param>
/// <param name="events">Every type of event that was ever written to such a stream.</param>
public sealed class StreamKind<TMachine, TState, TCommand>(
    Func<JsonTypeInfo<TState>> stateJson, IReadOnlyList<EventKind> events)
    : StreamKind(TMachine.Kind, TMachine.SnapshotVersion, events)
    where TMachine : IMachine<TState, TCommand>
    where TState : class
{
    public JsonTypeInfo<TState> StateJson => stateJson();

    public override StreamFold Fold() => new StreamFold<TMachine, TState, TCommand>(StateJson);
}
