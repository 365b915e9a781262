using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Delivery;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Text;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Inbound;

/// <summary>Answers the author of a message.</summary>
internal sealed partial class ChatReplies(
    ChatDelivery delivery,
    ChatDecisions decisions,
    ChatCallers callers,
    DeliveryServices services,
    ILogger<ChatReplies> log)
{
    private const int NotedMax = 1_000;

    /// <summary>The keys of the lines about messages that were told since the start.</summary>
    private readonly HashSet<string> _noted = new(StringComparer.Ordinal);

    /// <summary>
    /// Answers in private where the author used a command of the platform, and else in the conversation, in order with
    /// what else is shown there. Answers when the platform has it, so that the message counts as handled only then.
    /// </summary>
    public async Task SendAsync(ChatTurn turn, ChatReply reply, CancellationToken cancellationToken)
    {
        if (turn.Message.PrivateAnswer is { } answer
            && services.Connections.Find(turn.Place.Platform) is var (connection, _)
            && await TryPrivatelyAsync(connection, answer, Named(turn, reply), cancellationToken))
            return;
        var (id, place, replyTo) = (turn.Id, turn.Place, turn.Message.MessageId);
        var eventId = turn.Message.EventId;
        await delivery.DoAsync(id, async token =>
        {
            var (ready, _) = await services.Connections.ReadyAsync(place.Platform, token);
            var parts = MessageParts.Of(reply.Markdown, "answer.md", ready.Features);
            for (var part = 0; part < parts.Count; part++)
                await services.Sender.SendAsync(
                    id,
                    place,
                    new(ChatSender.KeyOf(id, "reply", eventId, $"{part}")),
                    parts[part] with { ReplyTo = replyTo },
                    token);
        }, cancellationToken);
    }

    /// <summary>What a person wrote in reply to a question's card is its answer.</summary>
    /// <returns>What the person is told; null where the card tells it.</returns>
    public async Task<ChatReply?> AnswerAsync(ChatTurn turn, QuestionId question, CancellationToken cancellationToken)
    {
        var caller = callers.Deciding(turn.Place.Platform, turn.Message.Author.Id, turn.Right.ApproveUpTo);
        var outcome = await decisions.AnswerAsync(
            caller, turn.Message.Author.Name, question.Value, turn.Text, cancellationToken);
        return outcome.IsRejected(out var refused)
            ? decisions.Late(refused) is { } late ? new(late) : ChatRefusal.Of(refused)
            : null;
    }

    /// <summary>Marks the message as queued behind a running turn; a mark that fails is left.</summary>
    public void MarkQueued(ChatTurn turn)
    {
        if (services.Connections.Find(turn.Place.Platform) is not var (connection, _)) return;
        var (address, messageId) = (ConversationService.AddressOf(turn.Place), turn.Message.MessageId);
        delivery.Do(turn.Id, async token =>
        {
            try
            {
                await connection.MarkQueuedAsync(address, messageId, token);
            }
            catch (ChatException fault)
            {
                LogUnmarked(log, turn.Place.Platform, fault.Message);
            }
        });
    }

    /// <summary>
    /// Tells the author of a message something about it in a quiet line, once for each kind. What the platform does not
    /// take before the gateway stops is not told.
    /// </summary>
    /// <param name="kind">What the line is about.</param>
    public void NoteOnce(ConversationId id, ConversationLocation place, string messageId, string kind, string markdown)
    {
        var key = ChatSender.KeyOf(id, kind, messageId);
        lock (_noted)
        {
            if (_noted.Count >= NotedMax) _noted.Clear();
            if (!_noted.Add(key)) return;
        }

        delivery.Do(id, token => services.Sender.SendAsync(
            id, place, new(key), new(markdown) { IsQuiet = true, ReplyTo = messageId }, token));
    }

    /// <summary>A private answer does not stand in the conversation that it is about, so it names its thread.</summary>
    private static ChatReply Named(ChatTurn turn, ChatReply reply) =>
        turn.Conversation.Thread is { } thread && !reply.Markdown.Contains(thread.Value, StringComparison.Ordinal)
            ? new($"{reply.Markdown}\n(thread {MarkdownText.Code(thread.Value)})")
            : reply;

    private static async Task<bool> TryPrivatelyAsync(
        IChatConnection connection, string answer, ChatReply reply, CancellationToken cancellationToken)
    {
        try
        {
            await connection.AnswerPrivatelyAsync(
                answer, MessageParts.Of(reply.Markdown, "answer.md", connection.Features)[0], cancellationToken);
            return true;
        }
        catch (ChatException)
        {
            // The way ends after some minutes on every platform; the conversation is there still.
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Platform} did not mark a queued message: {Reason}")]
    private static partial void LogUnmarked(ILogger log, string platform, string reason);
}
