using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Delivery;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// Handles stored messages: a command is answered, an answer to a question is given, and everything else becomes a
/// message of the conversation's thread. Each is done under the message's own key, so that after a crash it is done
/// once.
/// </summary>
internal sealed class ChatEffects(
    ChatBindings bindings,
    ChatCommands commands,
    ChatAccess access,
    PlatformSettings platforms,
    ReceivedFiles files,
    ChatReplies replies,
    MessageService messages,
    DeliveryServices services) : IEffects<Conversation>
{
    private const int EventsPerRead = 100;

    public async Task PerformAsync(
        StreamId stream, Conversation state, Effect effect, CancellationToken cancellationToken)
    {
        var waiting = ((HandleReceived)effect).Message;
        var id = new ConversationId(stream.Id);
        var posted = await ReadAsync(stream, waiting, cancellationToken) is var (message, text)
            && platforms.Find(state.Place!.Platform) is { } platform
                ? await HandleAsync(TurnOf(id, state, message, text, platform), cancellationToken)
                : null;
        await services.Conversations.SendAsync(
            id, new SettleReceived(waiting.EventId, posted), "daemon", cancellationToken);
    }

    private ChatTurn TurnOf(
        ConversationId id, Conversation state, MessageReceived message, string text, IChatPlatform platform)
    {
        var settings = platforms.Of(platform);
        return new(id, state, message, text, settings)
        {
            Right = access.RightOf(platform.Name, settings, message.Author.Id),
        };
    }

    /// <summary>The message that it became in the thread; null where it became none.</summary>
    private async Task<MessageId?> HandleAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        // A message that was deleted before it was handled has no text any more.
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
        var (attached, notes) = await files.ReadAsync(turn, cancellationToken);
        if ((await bindings.ThreadAsync(turn, cancellationToken)).IsRejected(out var refused, out var thread))
        {
            await replies.SendAsync(turn, ChatRefusal.Of(refused), cancellationToken);
            return null;
        }

        var text = string.Join("\n", notes.Prepend(turn.Text).Where(line => line.Length > 0));
        if (turn.Message.Forwarded) text = $"(forwarded) {text}";
        var sent = await messages.SendAsync(
            turn.Caller,
            new(text.Length > 0 ? text : "(a file)", thread.Value, null, ChatCommands.KeyOf(turn))
            {
                GivesOrders = !turn.Message.Forwarded,
                Files = attached,
            },
            cancellationToken);
        if (sent.IsRejected(out refused, out var view))
        {
            await replies.SendAsync(turn, ChatRefusal.Of(refused), cancellationToken);
            return null;
        }

        if (turn.Message.PrivateAnswer is not null)
            await replies.SendAsync(turn, new("The thread was told."), cancellationToken);
        if (view.Status == "queued") replies.MarkQueued(turn);
        return PrefixedId.Parse<MessageId>(view.MessageId);
    }

    /// <summary>The message with its newest text; null where its payload was erased.</summary>
    private async Task<(MessageReceived Message, string Text)?> ReadAsync(
        StreamId stream, ReceivedMessage waiting, CancellationToken cancellationToken)
    {
        MessageReceived? message = null;
        var text = "";
        for (var version = waiting.Version - 1; ;)
        {
            var page = await services.Journal.ReadStreamAsync(stream, version, EventsPerRead, cancellationToken);
            foreach (var stored in page.Where(each => each.Payload is not null))
                switch (SnapshotCodec.Read(ConversationStream.Kind, stored).Event)
                {
                    case MessageReceived received when stored.Version == waiting.Version:
                        (message, text) = (received, received.Text);
                        break;
                    case ReceivedChanged changed when changed.MessageId == waiting.MessageId:
                        text = changed.Text;
                        break;
                }

            if (page.Count < EventsPerRead) return message is null ? null : (message, text);
            version = page[^1].Version;
        }
    }
}
