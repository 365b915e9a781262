using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Delivery;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// Handles stored messages: a command is answered, an answer to a question is given, and everything else becomes a
/// message of the conversation's thread. Each is done under the message's own key, so that after a crash it is done
/// once.
/// </summary>
internal sealed class ChatEffects(
    ChatBindings bindings,
    ChatCommands commands,
    AccessServices access,
    ReceivedFiles files,
    ChatReplies replies,
    ChatEdits edits,
    MessageService messages,
    DeliveryServices services) : IEffects<Conversation>
{
    public async Task PerformAsync(
        StreamId stream, Conversation state, Effect effect, CancellationToken cancellationToken)
    {
        var waiting = ((HandleReceived)effect).Message;
        var id = new ConversationId(stream.Id);
        var platform = access.Platforms.Find(state.Place!.Platform);
        var received = await ReadAsync();
        // What was deleted before it was handled becomes nothing.
        var turn = received is { IsDeleted: false } && platform is not null ? TurnOf(id, state, received, platform) : null;
        var posted = turn is not null ? await HandleAsync(turn, cancellationToken) : null;
        while (true)
        {
            var settled = await services.Conversations.SendAsync(
                id,
                new SettleReceived(waiting.EventId, posted, received?.Changed ?? long.MaxValue),
                "daemon",
                cancellationToken);
            if (settled.IsRejected(out _, out var receipt)
                || !receipt.State.Inbox.Exists(other => other.EventId == waiting.EventId)) return;
            // Its author changed it while it was handled.
            received = await ReadAsync();
            if (received is null || turn is null || posted is not { } message) continue;
            if (received.IsDeleted)
                await edits.WithdrawAsync(id, turn.Place, received, message, turn.Settings.Workspace, cancellationToken);
            else
                await edits.ChangeAsync(
                    id, turn.Place, received, message, turn.Settings.Workspace, cancellationToken);
        }

        Task<ReceivedText?> ReadAsync() => ReceivedText.ReadAsync(
            services.Journal, stream, waiting.MessageId, waiting.Version, cancellationToken);
    }

    private ChatTurn TurnOf(ConversationId id, Conversation state, ReceivedText received, IChatPlatform platform)
    {
        var settings = access.Platforms.Of(platform);
        return new(id, state, received.Message, received.Text, settings)
        {
            Right = access.Access.RightOf(platform.Name, settings, received.Message.Author.Id),
        };
    }

    /// <summary>The message that it became in the thread; null where it became none.</summary>
    private async Task<MessageId?> HandleAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Text.Length == 0 && turn.Message is { Files: null, NotUnderstood: null }) return null;
        if (turn.Text.Length == 0 && turn.Message is { Files: null, NotUnderstood: [_, ..] unknown })
        {
            await replies.SendAsync(
                turn, new($"I do not understand {string.Join(" and ", unknown)} yet. Write it as text."), cancellationToken);
            return null;
        }

        if (await commands.AnswerAsync(turn, cancellationToken) is { } reply)
        {
            await replies.SendAsync(turn, reply, cancellationToken);
            return null;
        }

        if (turn.Message.ReplyTo is { } replied
            && turn.Conversation.Cards.Find(card => card.MessageId == replied) is
                { IsOpen: true, Request.Question: { } question })
        {
            var answered = await replies.AnswerAsync(turn, question, cancellationToken);
            if (answered is not null) await replies.SendAsync(turn, answered, cancellationToken);
            return null;
        }

        return await PostAsync(turn, cancellationToken);
    }

    private async Task<MessageId?> PostAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        if ((await bindings.ThreadAsync(turn, cancellationToken)).IsRejected(out var refused, out var thread))
        {
            await replies.SendAsync(turn, ChatRefusal.Of(refused), cancellationToken);
            return null;
        }

        var (attached, problems) = await files.ReadAsync(turn, thread, cancellationToken);
        if (problems.Count > 0)
            replies.NoteOnce(turn.Id, turn.Place, turn.Message.MessageId, "files", string.Join("\n", problems));
        var sent = await SendAsync(turn, turn.Text, thread, attached, cancellationToken);
        // It was posted before a crash as it came in, and its author has changed it since.
        var isOlder = sent.IsRejected(out refused, out var view)
            && refused.Code == IdempotencyKeys.ConflictCode && turn.Text != turn.Message.Text;
        if (isOlder) sent = await SendAsync(turn, turn.Message.Text, thread, attached, cancellationToken);
        if (sent.IsRejected(out refused, out view))
        {
            await replies.SendAsync(turn, ChatRefusal.Of(refused), cancellationToken);
            return null;
        }

        if (isOlder)
            await edits.ChangeAsync(
                turn.Id, turn.Place, new(turn.Message, turn.Text, 0), new(view.MessageId!), turn.Settings.Workspace,
                cancellationToken);

        if (turn.Message.PrivateAnswer is not null)
            await replies.SendAsync(turn, new("The thread was told."), cancellationToken);
        if (view.Status == "queued") replies.MarkQueued(turn);
        return PrefixedId.Parse<MessageId>(view.MessageId);
    }

    private Task<Outcome<SendView>> SendAsync(
        ChatTurn turn,
        string text,
        ThreadId thread,
        IReadOnlyList<Attachment> files,
        CancellationToken cancellationToken) =>
        messages.SendAsync(
            turn.Caller,
            new(ReceivedText.Of(turn.Message, text), thread.Value, null, ChatCommands.KeyOf(turn))
            {
                GivesOrders = !turn.Message.Forwarded,
                Files = files,
            },
            cancellationToken);
}
