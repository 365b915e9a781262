using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Machines;

/// <summary>
/// Erases the payloads of a stream's events up to the one by which what it describes was deleted. It may be repeated.
/// </summary>
internal sealed class StreamEraser(IStore store)
{
    private const int Page = 256;

    /// <typeparam name="TDeleted">The event that stays, and what comes after it.</typeparam>
    public Task EraseAsync<TDeleted>(StreamKind kind, StreamId stream, CancellationToken cancellationToken)
        where TDeleted : DomainEvent =>
        EraseAsync<TDeleted>(kind, stream, static _ => Task.CompletedTask, cancellationToken);

    /// <summary>Erases the payloads of all events before that version.</summary>
    public async Task EraseBeforeAsync(StreamId stream, long version, CancellationToken cancellationToken)
    {
        for (long after = 0; after >= 0;)
        {
            var page = await store.Journal.ReadStreamAsync(stream, after, Page, cancellationToken);
            after = page.Count == 0 || page[^1].Version >= version ? -1 : page[^1].Version;
            await Task.WhenAll(page.Where(stored => stored.Payload is not null && stored.Version < version)
                .Select(stored => store.EraseAsync(stream, stored.Version, cancellationToken).AsTask()));
        }
    }

    /// <param name="before">Is given each event before its payload is erased.</param>
    public async Task EraseAsync<TDeleted>(
        StreamKind kind, StreamId stream, Func<DomainEvent, Task> before, CancellationToken cancellationToken)
        where TDeleted : DomainEvent
    {
        for (long version = 0; version >= 0;)
        {
            var page = await store.Journal.ReadStreamAsync(stream, version, Page, cancellationToken);
            version = page.Count == 0 ? -1 : page[^1].Version;
            var erasing = new List<Task>();
            foreach (var stored in page.Where(stored => stored.Payload is not null))
            {
                var happened = SnapshotCodec.Read(kind, stored).Event;
                if (happened is TDeleted)
                {
                    version = -1;
                    break;
                }

                await before(happened);
                erasing.Add(store.EraseAsync(stream, stored.Version, cancellationToken).AsTask());
            }

            await Task.WhenAll(erasing);
        }
    }
}
