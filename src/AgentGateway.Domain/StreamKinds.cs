using System.Collections.Frozen;
using System.Text.Json;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain;

/// <summary>
/// The kinds of streams that one journal holds, and the way between their events and the stored JSON. It is made once,
/// where the program is put together, and given to the services that read or write events of several kinds: there is no
/// other table of them.
/// </summary>
public sealed class StreamKinds
{
    private readonly FrozenDictionary<string, StreamKind> _kinds;
    private readonly FrozenDictionary<Type, EventKind> _byType;
    private readonly FrozenDictionary<string, EventKind> _byName;

    /// <exception cref="ArgumentException">Two kinds, two events or two names of events are the same.</exception>
    public StreamKinds(IEnumerable<StreamKind> kinds)
    {
        All = [.. kinds];
        Events = [.. All.SelectMany(kind => kind.Events)];
        _kinds = Unique(All, kind => kind.Name, name => $"Two kinds of streams are named {name}.");
        _byType = Unique(Events, each => each.Type, type => $"The event {type.Name} is registered twice.");
        _byName = Unique(Events, each => each.Name, name => $"Two events are named {name}.");
    }

    public IReadOnlyList<StreamKind> All { get; }

    /// <summary>Every type of event, kind by kind.</summary>
    public IReadOnlyList<EventKind> Events { get; }

    /// <summary>The kind of that name, or null.</summary>
    public StreamKind? Find(string name) => _kinds.GetValueOrDefault(name);

    /// <summary>The kind of that stream.</summary>
    /// <exception cref="NotSupportedException">No such kind is registered.</exception>
    public StreamKind Of(StreamId stream) =>
        Find(stream.Kind) ?? throw new NotSupportedException(
            $"No kind of stream is named {stream.Kind}, as {stream} would need.");

    public string NameOf(DomainEvent domainEvent) => Of(domainEvent).Name;

    /// <summary>The name and the JSON of the event's type.</summary>
    /// <exception cref="NotSupportedException">No such event is registered.</exception>
    public EventKind Of(DomainEvent domainEvent) =>
        _byType.GetValueOrDefault(domainEvent.GetType())
            ?? throw new NotSupportedException($"No kind of stream has the event {domainEvent.GetType().Name}.");

    public byte[] Write(DomainEvent domainEvent) => Of(domainEvent).Write(domainEvent);

    /// <summary>The event of that name and payload.</summary>
    /// <exception cref="NotSupportedException">
    /// No event of this name is known: the journal comes from a newer version.
    /// </exception>
    /// <exception cref="JsonException">The payload is not this event's JSON.</exception>
    public DomainEvent Read(string eventName, ReadOnlySpan<byte> payload) =>
        _byName.TryGetValue(eventName, out var found)
            ? found.Read(payload)
            : throw new NotSupportedException(
                $"No event is named {eventName}: the journal comes from a newer version.");

    private static FrozenDictionary<TKey, TValue> Unique<TKey, TValue>(
        IReadOnlyList<TValue> values, Func<TValue, TKey> key, Func<TKey, string> twice)
        where TKey : notnull
    {
        foreach (var group in values.GroupBy(key).Where(group => group.Count() > 1))
            throw new ArgumentException(twice(group.Key), nameof(values));
        return values.ToFrozenDictionary(key);
    }
}
