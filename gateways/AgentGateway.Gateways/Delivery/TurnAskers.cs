using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Gateways.Delivery;

/// <summary>Who of a conversation asked for a turn.</summary>
internal sealed class TurnAskers(DeliveryServices services)
{
    /// <summary>
    /// The author of the newest message of this conversation that the turn answers; null where it answers none. While
    /// a message is still being handled, the turn that it began may be ahead of it, so that is waited for.
    /// </summary>
    public async Task<ChatPerson?> OfAsync(
        ConversationId id, ThreadId thread, TurnId turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = services.Registry.Changed;
            if (services.Registry.Find(id) is not { } conversation
                || (await services.Threads.LoadAsync(thread, cancellationToken))?.Turn(turn) is not { } open)
                return null;
            if (conversation.Handled.FindLast(
                    handled => handled.Posted is { } posted && open.Triggers.Contains(posted)) is { } handled)
                return await AuthorAsync(id, handled.Version, cancellationToken);
            if (conversation.Inbox.IsEmpty) return null;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task<ChatPerson?> AuthorAsync(ConversationId id, long version, CancellationToken cancellationToken)
    {
        var page = await services.Journal.ReadStreamAsync(
            StreamId.Of(ConversationMachine.Kind, id.Value), version - 1, limit: 1, cancellationToken);
        return page is [{ Payload: not null } stored]
            && SnapshotCodec.Read(ConversationStream.Kind, stored).Event is MessageReceived { Author: var author }
            ? new(author.Id, author.Name) { Team = author.Team }
            : null;
    }
}
