using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Erases what a deleted thread said: the payloads of its events with their words in the search index, its artifacts,
/// and the hidden threads of its delegations. Each step may be repeated.
/// </summary>
public sealed class ThreadEraser
{
    private const int Page = 256;

    private readonly IStore _store;
    private readonly ThreadDispatcher _dispatcher;
    private readonly ArtifactService _artifacts;

    internal ThreadEraser(IStore store, ThreadDispatcher dispatcher, ArtifactService artifacts) =>
        (_store, _dispatcher, _artifacts) = (store, dispatcher, artifacts);

    internal async Task EraseAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        var stream = StreamId.Of(ThreadMachine.Kind, thread.Value);
        for (long version = 0; version >= 0;)
        {
            var page = await _store.Journal.ReadStreamAsync(stream, version, Page, cancellationToken);
            version = page.Count == 0 ? -1 : page[^1].Version;
            var erasing = new List<Task>();
            foreach (var stored in page.Where(stored => stored.Payload is not null))
            {
                var happened = SnapshotCodec.Read(ThreadStream.Kind, stored).Event;
                if (happened is ThreadDeleted)
                {
                    version = -1;
                    break;
                }

                // The hidden thread goes first: only this event names it.
                if (happened is DelegationRequested { HiddenThread: var hidden })
                    await _dispatcher.SendAsync(
                        hidden, "daemon", new DeleteThread(BeforeItExists: true), urgent: true, cancellationToken);
                erasing.Add(_store.EraseAsync(stream, stored.Version, cancellationToken).AsTask());
            }

            await Task.WhenAll(erasing);
        }

        await _artifacts.RemoveOfThreadAsync(thread, cancellationToken);
        await _dispatcher.SendAsync(thread, "daemon", new ConfirmErased(), urgent: true, cancellationToken);
    }
}
