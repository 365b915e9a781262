using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Gateways.Inbound;

/// <summary>What people said in the conversations of a thread, as it came in.</summary>
internal sealed class ChatTexts(
    ConversationRegistry registry, ConversationService conversations, IStore store) : IThreadTexts
{
    private const int EventsPerRead = 256;

    public async Task EraseAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        foreach (var id in registry.Of(thread).ToArray())
        {
            var cleared = await conversations.SendAsync(id, new ClearConversation(), "daemon", cancellationToken);
            if (cleared.IsRejected(out _, out var receipt)) continue;
            await EraseBeforeAsync(receipt.Stream, receipt.Events[^1].Version, cancellationToken);
        }
    }

    private async Task EraseBeforeAsync(StreamId stream, long end, CancellationToken cancellationToken)
    {
        for (long version = 0; version < end - 1;)
        {
            var page = await store.Journal.ReadStreamAsync(stream, version, EventsPerRead, cancellationToken);
            foreach (var stored in page.Where(each => each.Payload is not null && each.Version < end))
                await store.EraseAsync(stream, stored.Version, cancellationToken);
            version = page[^1].Version;
        }
    }
}
