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
/// posted the thread's message, as long as its turn has not begun.
/// </summary>
internal sealed class ChatEdits(MessageService messages, ChatReplies replies, DeliveryServices services)
{
    private const string TooLate =
        "_That message is being answered already, so the change is not seen. Send a new message, or `/steer TEXT`._";

    /// <summary>Takes a change that a platform delivered. Completes when it is durable.</summary>
    public async Task ReceiveAsync(InboundEdit edit, string? workspace, CancellationToken cancellationToken)
    {
        var (id, conversation) = Find(edit);
        if (services.Registry.OfWaiting(edit.Address, edit.MessageId) is { } waiting)
        {
            var changed = await services.Conversations.SendAsync(
                waiting,
                new ChangeReceived(edit.MessageId, edit.Text),
                ChatCallers.PrincipalOf(edit.Address.Platform, edit.Author.Id),
                cancellationToken);
            if (changed.IsRejected(out _, out var receipt) || receipt.Events.Count > 0) return;
            // It was handled a moment ago.
            (id, conversation) = (waiting, receipt.State);
        }

        if (conversation?.Handled.Find(handled => handled.MessageId == edit.MessageId) is not
            { Posted: { } posted, Version: > 0 } handled) return;
        var received = await ReceivedText.ReadAsync(
            services.Journal, StreamId.Of(ConversationMachine.Kind, id.Value), edit.MessageId, handled.Version,
            cancellationToken);
        // Platforms also tell of a change when they add a preview of a link.
        if (received is null || received.Message.Author.Id != edit.Author.Id || received.Text == edit.Text) return;
        if (await ChangeAsync(
            id, conversation.Place!, received with { Text = edit.Text }, posted, workspace, cancellationToken))
            await services.Conversations.SendAsync(
                id,
                new KeepChange(edit.MessageId, edit.Text),
                ChatCallers.PrincipalOf(edit.Address.Platform, edit.Author.Id),
                cancellationToken);
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
        // A message that was deleted has no text.
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

    private (ConversationId Id, Conversation? Conversation) Find(InboundEdit edit) =>
        services.Registry.OfHandled(edit.Address, edit.MessageId) is { } id
            ? (id, services.Registry.Find(id))
            : (default, null);
}
