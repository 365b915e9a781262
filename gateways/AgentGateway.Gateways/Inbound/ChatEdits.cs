using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Delivery;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// Changes of messages that people make: of one that is unhandled the text that will be handled, and of one that was
/// posted the thread's message, as long as its turn has not begun. A deletion is a change as well: the turn is cancelled.
/// </summary>
internal sealed class ChatEdits(MessageService messages, ChatReplies replies, DeliveryServices services)
{
    private const string TooLate =
        "_That message is being answered already, so the change is not seen. Send a new message, or `/steer TEXT`._";

    /// <summary>Takes a change that a platform delivered. Completes when it is durable.</summary>
    public async Task ReceiveAsync(InboundEdit edit, string? workspace, CancellationToken cancellationToken)
    {
        var actor = ChatCallers.PrincipalOf(edit.Address.Platform, edit.Author.Id);
        if (await PostedAsync(
            edit, new ChangeReceived(edit.MessageId, edit.Text), actor, cancellationToken) is not var (id, handled, place))
            return;
        var received = await ReadAsync(id, handled, cancellationToken);
        // Platforms also tell of a change when they add a preview of a link.
        if (received is null || received.Message.Author.Id != edit.Author.Id || received.Text == edit.Text) return;
        if (await ChangeAsync(
            id, place, received with { Text = edit.Text }, handled.Posted!.Value, workspace, cancellationToken))
            await services.Conversations.SendAsync(
                id, new KeepChange(edit.MessageId, edit.Text), actor, cancellationToken);
    }

    /// <summary>
    /// Takes a deletion that a platform delivered. Completes when it is durable. Platforms do not say who deleted a
    /// message, so it counts as done by its author.
    /// </summary>
    public async Task ReceiveAsync(InboundDeletion deletion, string? workspace, CancellationToken cancellationToken)
    {
        var change = new ChangeReceived(deletion.MessageId, "", Deleted: true);
        if (await PostedAsync(deletion, change, "daemon", cancellationToken) is not var (id, handled, place)) return;
        if (await ReadAsync(id, handled, cancellationToken) is not { IsDeleted: false } received) return;
        if (await WithdrawAsync(id, place, received, handled.Posted!.Value, workspace, cancellationToken))
            await services.Conversations.SendAsync(
                id, new KeepChange(deletion.MessageId, "", Deleted: true), "daemon", cancellationToken);
    }

    /// <summary>Cancels the turn of the thread's message; one that has begun goes on.</summary>
    /// <returns>Whether it was cancelled.</returns>
    public async Task<bool> WithdrawAsync(
        ConversationId id,
        ConversationLocation place,
        ReceivedText received,
        MessageId posted,
        string? workspace,
        CancellationToken cancellationToken)
    {
        var author = received.Message.Author;
        var outcome = await messages.WithdrawAsync(
            ChatCallers.Speaking(place.Platform, author.Id, author.Name, id, workspace), posted, cancellationToken);
        return !outcome.IsRejected(out _);
    }

    /// <summary>Changes the thread's message; a person whose change comes too late is told so.</summary>
    /// <returns>Whether the thread has the change.</returns>
    public async Task<bool> ChangeAsync(
        ConversationId id,
        ConversationLocation place,
        ReceivedText received,
        MessageId posted,
        string? workspace,
        CancellationToken cancellationToken)
    {
        // Of a file its author may have taken the text away.
        if (received.Text.Length == 0) return false;
        var author = received.Message.Author;
        var outcome = DirectiveParser.ConversationCommand(received.Text) is not null
            ? ThreadRejections.EditOrders
            : await messages.EditAsync(
                ChatCallers.Speaking(place.Platform, author.Id, author.Name, id, workspace),
                posted,
                received.InThread,
                cancellationToken);
        if (!outcome.IsRejected(out var refused)) return true;
        replies.NoteOnce(
            id,
            place,
            received.Message.MessageId,
            "edit",
            refused.Code == ThreadRejections.MessageTaken(posted).Code ? TooLate : ChatRefusal.Of(refused).Markdown);
        return false;
    }

    /// <summary>
    /// Changes a message that waits to be handled. Of one that was handled it answers with what it became in the
    /// thread; null where there is no more to be done.
    /// </summary>
    private async Task<(ConversationId Id, HandledMessage Handled, ConversationLocation Place)?> PostedAsync(
        InboundEvent happened, ChangeReceived change, string actor, CancellationToken cancellationToken)
    {
        var id = services.Registry.OfHandled(happened.Address, change.MessageId);
        var conversation = id is { } known ? services.Registry.Find(known) : null;
        if (services.Registry.OfWaiting(happened.Address, change.MessageId) is { } waiting)
        {
            var changed = await services.Conversations.SendAsync(waiting, change, actor, cancellationToken);
            if (changed.IsRejected(out _, out var receipt) || receipt.Events.Count > 0) return null;
            // It was handled a moment ago.
            (id, conversation) = (waiting, receipt.State);
        }

        return id is { } found
            && conversation?.Handled.Find(handled => handled.MessageId == change.MessageId) is
                { Posted: not null, Version: > 0 } posted
            ? (found, posted, conversation.Place!)
            : null;
    }

    private Task<ReceivedText?> ReadAsync(
        ConversationId id, HandledMessage handled, CancellationToken cancellationToken) => ReceivedText.ReadAsync(
        services.Journal, StreamId.Of(ConversationMachine.Kind, id.Value), handled.MessageId, handled.Version,
        cancellationToken);
}
