using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Machines;

/// <summary>
/// Converts between a machine's state and its stored snapshot; a snapshot of another version is folded again from the
/// events.
/// </summary>
public static class SnapshotCodec
{
    private const int PageSize = 512;

    public static async ValueTask<TState> ReadAsync<TMachine, TState, TCommand>(
        StreamKind<TMachine, TState, TCommand> kind, IJournal journal, StreamSnapshot snapshot,
            CancellationToken cancellationToken)
        where TMachine : IMachine<TState, TCommand>
        where TState : class
    {
        if (snapshot.SnapshotVersion == TMachine.SnapshotVersion)
            return JsonSerializer.Deserialize(snapshot.State.Span, kind.StateJson)
                ?? throw new InvalidDataException($"The snapshot of {snapshot.Stream} is null.");
        var state = TMachine.Initial;
        long version = 0;
        StoredEvent? erased = null;
        while (version < snapshot.Version)
        {
            var page = await journal.ReadStreamAsync(snapshot.Stream, version, PageSize, cancellationToken);
            if (page.Count == 0)
                throw new InvalidDataException($"{snapshot.Stream} ends at version {version} of {snapshot.Version}.");
            foreach (var stored in page)
            {
                // An erased event is not needed if a later one begins anew.
                erased ??= stored.Payload is null ? stored : null;
                if (stored.Payload is null) continue;
                var recorded = Read(kind, stored);
                if (erased is not null && !TMachine.BeginsAnew(recorded.Event)) continue;
                state = TMachine.Evolve(erased is null ? state : TMachine.Initial, recorded);
                erased = null;
            }

            version = page[^1].Version;
        }

        return erased is null ? state : throw Erased(erased);
    }

    /// <summary>The states of all streams of one kind, as they are durable when the enumeration begins.</summary>
    public static async IAsyncEnumerable<(StreamId Stream, TState State)> ReadAllAsync<TMachine, TState, TCommand>(
        StreamKind<TMachine, TState, TCommand> kind,
        IJournal journal,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TMachine : IMachine<TState, TCommand>
        where TState : class
    {
        foreach (var snapshot in await journal.LoadKindAsync(TMachine.Kind, cancellationToken))
            yield return (snapshot.Stream, await ReadAsync(kind, journal, snapshot, cancellationToken));
    }

    /// <summary>The event as its machine knows it.</summary>
    /// <exception cref="InvalidDataException">Its payload was erased.</exception>
    /// <exception cref="NotSupportedException">The kind of stream has no event of this name.</exception>
    public static RecordedEvent Read(StreamKind kind, StoredEvent stored) =>
        stored.Payload is null
            ? throw Erased(stored)
            : new(stored.Stream, stored.Version, stored.At, stored.Actor, kind.Read(
                stored.Type, Encoding.UTF8.GetBytes(stored.Payload)));

    private static InvalidDataException Erased(StoredEvent stored) =>
        new($"Event {stored.Version} of {stored.Stream} was erased.");
}
