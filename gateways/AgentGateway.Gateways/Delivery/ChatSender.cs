using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Platforms;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Delivery;

/// <summary>
/// Sends messages so that none is lost and none is doubled without a word. That a sending begins is durable before the
/// platform is called, and so is its outcome afterwards. Where the outcome is in doubt it is repeated: under the same
/// key where the platform sends a repetition once, and else with the words <c>may be a duplicate</c>.
/// </summary>
internal sealed partial class ChatSender(
    ConversationRegistry registry,
    ConversationService conversations,
    LiveConnections connections,
    LiveMessages live,
    TimeProvider time,
    ILogger<ChatSender> log)
{
    private const string DuplicateMark = "\n\n(may be a duplicate)";
    private const int KeyCharacters = 24;

    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1);

    /// <summary>A key for the same parts, always the same; of another conversation it is another.</summary>
    public static string KeyOf(ConversationId id, params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{string.Join('\n', parts)}")))[..KeyCharacters];

    /// <summary>
    /// Sends a message, as long as it takes until the platform has it. Answers with the platform's id of it, or null
    /// where the platform refused it for good.
    /// </summary>
    /// <param name="sending">Its key, and what it shows.</param>
    public async Task<string?> SendAsync(
        ConversationId id,
        ConversationLocation place,
        Sending sending,
        OutboundMessage message,
        CancellationToken cancellationToken)
    {
        var isInDoubt = registry.Find(id)?.Sending.Exists(begun => begun.Key == sending.Key) == true;
        var isStarted = isInDoubt;
        var pause = PauseMin;
        while (true)
        {
            var (connection, _) = await connections.ReadyAsync(place.Platform, cancellationToken);
            if (message.Live is { } begun && connection.Features.IsLiveTextMessage)
                isInDoubt |= !await live.EndAsync(id, begun.Key, connection, cancellationToken);
            if (!isStarted)
            {
                await conversations.SendAsync(id, new StartSending(place, sending), "daemon", cancellationToken);
                isStarted = true;
            }

            var sent = message with
            {
                Key = sending.Key,
                Live = message.Live is { } known ? live.Of(id, known.Key) : null,
            };
            if (isInDoubt && !connection.Features.RepeatsOnce)
                // A message that is changed once more is not doubled.
                sent = sent.Live is { MessageId: not null } finishing
                    ? sent with { Live = finishing with { Mark = DuplicateMark } }
                    : sent with { Markdown = sent.Markdown + DuplicateMark };
            try
            {
                var messageId = await connection.SendAsync(
                    ConversationService.AddressOf(place), sent, cancellationToken);
                await conversations.SendAsync(
                    id, new SettleSending(sending.Key, messageId), "daemon", cancellationToken);
                if (message.Live is { } finished) await live.SettleAsync(id, finished.Key, cancellationToken);
                return messageId;
            }
            catch (ChatException fault) when (fault.Kind is ChatFaultKind.Refused or ChatFaultKind.TooLarge
                or ChatFaultKind.Closed)
            {
                LogRefused(log, place.Platform, fault.Message);
                await conversations.SendAsync(id, new SettleSending(sending.Key, null), "daemon", cancellationToken);
                if (message.Live is { } left) await live.SettleAsync(id, left.Key, cancellationToken);
                if (fault.Kind == ChatFaultKind.Closed)
                    await conversations.SendAsync(
                        id, new CloseConversation(fault.Message), "daemon", cancellationToken);
                return null;
            }
            catch (ChatException fault)
            {
                isInDoubt |= fault.Kind == ChatFaultKind.InDoubt;
                LogLater(log, place.Platform, fault.Message);
                await Task.Delay(fault.RetryAfter ?? pause, time, cancellationToken);
                pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            }
        }
    }

    /// <summary>Ends live text of an answer that does not come any more.</summary>
    public async Task EndLiveAsync(
        ConversationId id, ConversationLocation place, string answer, CancellationToken cancellationToken)
    {
        if (live.IsBegun(id, answer))
            await RepeatAsync(
                place.Platform,
                async (connection, token) =>
                {
                    if (await live.EndAsync(id, answer, connection, token))
                        await connection.EndLiveAsync(
                            ConversationService.AddressOf(place), live.Of(id, answer), token);
                },
                cancellationToken);
        await live.SettleAsync(id, answer, cancellationToken);
        live.Forget(id, answer);
    }

    /// <summary>
    /// Has the platform do what may be repeated without harm, such as an edit, as long as it takes. What it refuses for
    /// good is left.
    /// </summary>
    public async Task RepeatAsync(
        string platform, Func<IChatConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var pause = PauseMin;
        while (true)
        {
            var (connection, _) = await connections.ReadyAsync(platform, cancellationToken);
            try
            {
                await work(connection, cancellationToken);
                return;
            }
            catch (ChatException fault) when (fault.Kind is ChatFaultKind.Refused or ChatFaultKind.TooLarge
                or ChatFaultKind.Closed)
            {
                LogRefused(log, platform, fault.Message);
                return;
            }
            catch (ChatException fault)
            {
                LogLater(log, platform, fault.Message);
                await Task.Delay(fault.RetryAfter ?? pause, time, cancellationToken);
                pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Platform} refused a message for good: {Reason}")]
    private static partial void LogRefused(ILogger log, string platform, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Platform} is sent a message again later: {Reason}")]
    private static partial void LogLater(ILogger log, string platform, string reason);
}
