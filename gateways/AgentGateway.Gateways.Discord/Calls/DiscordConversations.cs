using System.Text.Json.Nodes;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Discord.Reading;
using AgentGateway.Gateways.Discord.Writing;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Calls;

/// <summary>
/// Sends into conversations. One that a message at the top level of a channel began has a thread of the message's id,
/// opened by the first message to it; where no thread can be opened, the answers reply to that message in the
/// channel.
/// </summary>
internal sealed class DiscordConversations(DiscordClient client, DiscordDirectory directory)
{
    private const int CountMax = 10_000;

    /// <summary>Whether a conversation goes on in its channel because it can have no thread.</summary>
    private readonly BoundedMap<(string Chat, string Thread), bool> _isInChannel = new(CountMax);

    /// <summary>Messages that have no thread yet, with their texts.</summary>
    private readonly BoundedMap<string, string> _roots = new(CountMax);

    /// <summary>A message came that begins a conversation at the top level of a channel.</summary>
    public void Begun(string messageId, string text) => _roots.Set(messageId, text);

    public async Task<string> SendAsync(
        ChatAddress address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var answer = address.Thread is { } thread
            ? await SendToThreadAsync(address, thread, message, cancellationToken)
            : await PostAsync(address.Chat, message, message.ReplyTo, cancellationToken);
        if (!answer.IsSuccess)
            throw message.File is null ? DiscordFault.Of(answer, isRead: false) : Fault(answer);
        return answer.Body.Id("id")
            ?? throw new ChatException(ChatFaultKind.InDoubt, "Discord did not name the message that it took.");
    }

    /// <summary>Calls for a message or for the channel itself, wherever the conversation is.</summary>
    /// <param name="messageId">The message that it is about; null for none.</param>
    public async Task CallAsync(
        ChatAddress address, string? messageId, Func<string, DiscordRoute> route, JsonNode? body, OutboundFile? file,
        CancellationToken cancellationToken)
    {
        DiscordAnswer? answer = null;
        foreach (var channel in ChannelsOf(address, messageId))
        {
            answer = await client.TryAsync(route(channel), body?.DeepClone(), file, cancellationToken);
            if (answer.IsSuccess) return;
            if (answer.Code != DiscordCodes.UnknownChannel) break;
        }

        throw Fault(answer!);
    }

    /// <summary>Where a conversation may be, the likeliest first.</summary>
    private IEnumerable<string> ChannelsOf(ChatAddress address, string? messageId)
    {
        if (address.Thread is not { } thread || messageId == thread) return [address.Chat];
        if (directory.Find(thread) is { IsThread: true }) return [thread];
        if (_isInChannel.TryGet((address.Chat, thread), out var isInChannel))
            return [isInChannel ? address.Chat : thread];
        return _roots.TryGet(thread, out _) ? [address.Chat] : [thread, address.Chat];
    }

    private async Task<DiscordAnswer> SendToThreadAsync(
        ChatAddress address, string thread, OutboundMessage message, CancellationToken cancellationToken)
    {
        var key = (address.Chat, thread);
        var isThere = directory.Find(thread) is { IsThread: true };
        if (!isThere && _isInChannel.TryGet(key, out var isInChannel))
        {
            if (isInChannel) return await ReplyAsync(address.Chat, thread, message, cancellationToken);
            isThere = true;
        }

        // Of a conversation from before the last start it is not known whether its thread was opened.
        if (isThere || !_roots.TryGet(thread, out _))
        {
            var answer = await PostAsync(thread, message, ReplyInThread(thread, message), cancellationToken);
            if (answer.IsSuccess) _isInChannel.Set(key, false);
            if (isThere || answer.Code != DiscordCodes.UnknownChannel) return answer;
        }

        if (!await TryOpenAsync(address.Chat, thread, message.ThreadTitle, cancellationToken))
        {
            _isInChannel.Set(key, true);
            return await ReplyAsync(address.Chat, thread, message, cancellationToken);
        }

        _isInChannel.Set(key, false);
        _roots.Remove(thread);
        return await PostAsync(thread, message, ReplyInThread(thread, message), cancellationToken);
    }

    /// <summary>Opens the thread of a message; no where Discord does not allow it there.</summary>
    private async Task<bool> TryOpenAsync(
        string channel, string root, string? title, CancellationToken cancellationToken)
    {
        var name = title ?? (_roots.TryGet(root, out var text) ? text : null);
        var route = DiscordRoute.Channel(
            HttpMethod.Post, channel, $"/messages/{DiscordRoute.Escaped(root)}/threads", "/messages/threads");
        DiscordAnswer answer;
        try
        {
            answer = await client.TryAsync(route, DiscordWriter.Thread(name), null, cancellationToken);
        }
        catch (ChatException exception) when (exception.Kind == ChatFaultKind.InDoubt)
        {
            throw NotSent(exception.Message, exception);
        }

        if (answer.Status >= 500) throw NotSent($"Discord could not open a thread ({answer.Status}).", null);
        if (answer.Code == DiscordCodes.UnknownMessage)
            throw new ChatException(ChatFaultKind.Closed, "The message or thread of the conversation was deleted.");
        if (answer.Code == DiscordCodes.UnknownChannel) throw DiscordFault.Of(answer, isRead: false);
        if (answer.IsSuccess) directory.Add(answer.Body, null);
        return answer.IsSuccess || answer.Code == DiscordCodes.ThreadExists;
    }

    private Task<DiscordAnswer> ReplyAsync(
        string channel, string root, OutboundMessage message, CancellationToken cancellationToken) =>
        PostAsync(channel, message, message.ReplyTo ?? root, cancellationToken);

    private Task<DiscordAnswer> PostAsync(
        string channel, OutboundMessage message, string? replyTo, CancellationToken cancellationToken) =>
        client.TryAsync(
            DiscordRoute.Channel(HttpMethod.Post, channel, "/messages", "/messages"),
            DiscordWriter.Message(message, replyTo), message.File, cancellationToken);

    /// <summary>Without a permission for a reaction or a file, the bot can still write there.</summary>
    private static ChatException Fault(DiscordAnswer answer)
    {
        var fault = DiscordFault.Of(answer, isRead: false);
        return answer.Code == DiscordCodes.MissingPermissions
            ? new(ChatFaultKind.Refused, fault.Message) { Hint = fault.Hint }
            : fault;
    }

    /// <summary>The message that a thread was opened from is not in the thread.</summary>
    private static string? ReplyInThread(string thread, OutboundMessage message) =>
        message.ReplyTo == thread ? null : message.ReplyTo;

    /// <summary>The message itself was not sent, whatever became of the thread.</summary>
    private static ChatException NotSent(string reason, Exception? inner) =>
        new(ChatFaultKind.Unavailable, reason, inner);
}
