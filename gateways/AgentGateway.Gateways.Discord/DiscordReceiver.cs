using System.Text.Json;
using AgentGateway.Gateways.Discord.Api;
using AgentGateway.Gateways.Discord.Calls;
using AgentGateway.Gateways.Discord.Reading;
using AgentGateway.Gateways.Discord.Sockets;
using AgentGateway.Gateways.Discord.Writing;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord;

/// <summary>
/// Takes the events of the socket in their order, and has those of each channel stored one after the other.
/// </summary>
internal sealed class DiscordReceiver(
    DiscordClient client, DiscordDirectory directory, DiscordConversations conversations,
    DiscordInteractions interactions, DiscordCatchUp catchUp, OwnedTasks tasks, IChatHost host,
    DiscordSession session)
{
    private DiscordReader? _reader;
    private string? _registeredCommands;

    /// <summary>The bot, once Discord has told it.</summary>
    public ChatAccount? Account { get; private set; }

    /// <param name="applicationId">What the settings say; null: the one that Discord names.</param>
    public async Task TakeAsync(
        DiscordFrame happened, DeliveryLanes lanes, string? applicationId, CancellationToken cancellationToken)
    {
        var data = happened.Data;
        directory.Learn(happened.Type ?? "", data);
        if (happened.Type == "READY")
        {
            var reader = Ready(data, applicationId);
            catchUp.Begin(Account!.Id);
            foreach (var (channel, after) in catchUp.Channels(Account!.Id))
                await lanes.AddAsync(
                    channel, null, cancel => catchUp.ReadAsync(channel, after, reader, cancel), cancellationToken);
        }

        if (happened.Type == "GUILD_CREATE" && _reader is { } known && data.Id("id") is { } guild)
            foreach (var channel in catchUp.Others(Account!.Id, guild))
                await lanes.AddAsync(
                    channel, null, cancel => catchUp.ReadNewestAsync(channel, known, cancel), cancellationToken);

        await lanes.AddAsync(
            LaneOf(happened), happened.Sequence, cancel => StoreAsync(happened, cancel), cancellationToken);
        if (happened.Type is "READY" or "RESUMED" && Account is not null) host.Connected(Account);
    }

    /// <summary>Where an event waits; null for one that stores nothing.</summary>
    private static string? LaneOf(DiscordFrame happened) => happened.Type switch
    {
        "MESSAGE_CREATE" or "MESSAGE_UPDATE" or "MESSAGE_DELETE" or "MESSAGE_DELETE_BULK" =>
            happened.Data.Id("channel_id") ?? "",
        // A command or a press is answered within three seconds, and so does not wait for messages of before.
        "INTERACTION_CREATE" => $"interactions {happened.Data.Id("channel_id")}",
        "CHANNEL_DELETE" or "THREAD_DELETE" or "GUILD_DELETE" => happened.Data.Id("id") ?? "",
        _ => null,
    };

    private DiscordReader Ready(JsonElement data, string? applicationId)
    {
        if (data.Object("user") is not { } user || user.Id("id") is not { } id)
            throw new ChatException(ChatFaultKind.Unavailable, "Discord did not say who the bot is.");
        Account = new(id, user.Text("username") ?? id);
        _reader = new(id, directory);
        var application = applicationId is { Length: > 0 } ? applicationId : data.Object("application")?.Id("id") ?? id;
        tasks.TryBegin(cancel => RegisterCommandsAsync(application, cancel));
        return _reader;
    }

    private async Task StoreAsync(DiscordFrame happened, CancellationToken cancellationToken)
    {
        if (_reader is not { } reader) return;
        var data = happened.Data;
        switch (happened.Type)
        {
            case "CHANNEL_DELETE" or "THREAD_DELETE" or "GUILD_DELETE":
                foreach (var closed in Closed(happened)) await host.ReceiveAsync(closed, cancellationToken);
                return;
            case "INTERACTION_CREATE":
                await InteractAsync(data, reader, cancellationToken);
                return;
        }

        if (await ChannelOfAsync(data, cancellationToken) is not { } channel)
        {
            host.Warn("Discord told of a message whose channel cannot be seen; it was skipped.");
            return;
        }

        foreach (var read in Read(happened.Type!, data, reader, channel))
            await host.ReceiveAsync(read, cancellationToken);
    }

    private List<InboundEvent> Read(string type, JsonElement data, DiscordReader reader, DiscordChannel channel)
    {
        switch (type)
        {
            case "MESSAGE_CREATE" when DiscordPeople.AuthorOf(data) is null:
                host.Warn("Discord told of a message without an author; it was skipped.");
                return [];
            case "MESSAGE_CREATE" when reader.Message(data, channel) is { } message:
                if (channel.Kind == DiscordChannelKind.Channel && data.Object("thread") is null)
                    conversations.Begun(message.MessageId, message.Text);
                return [message];
            case "MESSAGE_UPDATE" when reader.Edit(data, channel) is { } edit:
                return [edit];
            case "MESSAGE_DELETE" when data.Id("id") is { } id:
                return [reader.Deletion(id, channel)];
            case "MESSAGE_DELETE_BULK":
                return [.. data.Ids("ids").Select(id => reader.Deletion(id, channel))];
            default:
                return [];
        }
    }

    private async Task InteractAsync(JsonElement data, DiscordReader reader, CancellationToken cancellationToken)
    {
        if (data.Object("channel") is { } described && data.Id("channel_id") is { } id && directory.Find(id) is null)
            directory.Add(described, data.Id("guild_id"));
        if (await ChannelOfAsync(data, cancellationToken) is not { } channel) return;
        if (data.Number("type") == DiscordInteraction.Typing)
        {
            if (reader.Typed(data, channel) is { } typed) tasks.TryBegin(cancel => OfferAsync(typed, cancel));
            return;
        }

        if (InteractionAnswer.Of(data) is not { } answer || reader.Interaction(data, channel) is not { } happened)
        {
            host.Warn("Discord told of a command or button that cannot be read; it was skipped.");
            return;
        }

        interactions.Expect(answer);
        try
        {
            await host.ReceiveAsync(happened, cancellationToken);
        }
        catch
        {
            interactions.Forget(answer);
            throw;
        }

        interactions.Acknowledge(
            answer, happened is InboundPress ? DiscordInteraction.AnswerNothing : DiscordInteraction.AnswerLater);
    }

    private async Task OfferAsync(TypedOption typed, CancellationToken cancellationToken)
    {
        try
        {
            var candidates = await host.CandidatesAsync(
                typed.Address, typed.By, typed.Command, typed.Typed, cancellationToken);
            await interactions.OfferAsync(typed.Answer, candidates, cancellationToken);
        }
        catch (ChatException)
        {
            // The person types on, and Discord asks again.
        }
    }

    /// <summary>
    /// The conversations that ended with a channel, a thread or the bot's place in a guild. A guild that is only
    /// unavailable comes back.
    /// </summary>
    private IEnumerable<InboundClosed> Closed(DiscordFrame happened)
    {
        if (happened.Data.Id("id") is not { } gone || happened.Data.IsTrue("unavailable")) return [];
        var known = host.Conversations(Account!.Id).Select(entry => entry.Address);
        var (ended, reason) = happened.Type switch
        {
            "THREAD_DELETE" => (known.Where(address => address.Thread == gone), "The thread was deleted."),
            "CHANNEL_DELETE" => (known.Where(address => address.Chat == gone), "The channel was deleted."),
            _ => (OfGuild(known, gone), "The bot was removed from the server."),
        };
        return DiscordReader.Closed(ended, $"{session.Id}:{happened.Sequence}", reason);
    }

    private IEnumerable<ChatAddress> OfGuild(IEnumerable<ChatAddress> known, string guild)
    {
        var channels = directory.Of(guild).Select(channel => channel.Id).ToHashSet();
        return known.Where(address => channels.Contains(address.Chat));
    }

    /// <summary>The channel of a message or an interaction; what comes without a guild is a direct message.</summary>
    private async Task<DiscordChannel?> ChannelOfAsync(JsonElement data, CancellationToken cancellationToken)
    {
        if (data.Id("channel_id") is not { } id) return null;
        if (directory.Find(id) is { } known) return known;
        return data.Id("guild_id") is null
            ? directory.AddDirect(id)
            : await catchUp.ChannelAsync(id, cancellationToken);
    }

    /// <summary>Tells Discord of the commands where it does not have exactly these.</summary>
    private async Task RegisterCommandsAsync(string application, CancellationToken cancellationToken)
    {
        var commands = DiscordCommands.Write(host.Commands);
        using var written = JsonDocument.Parse(commands.ToJsonString());
        var digest = DiscordCommands.Digest(written.RootElement);
        if (digest == _registeredCommands) return;
        try
        {
            var path = $"applications/{DiscordRoute.Escaped(application)}/commands";
            var there = await client.CallAsync(DiscordRoute.Get(path), null, cancellationToken);
            if (DiscordCommands.Digest(there) != digest)
                await client.CallAsync(new(HttpMethod.Put, path, $"PUT {path}"), commands, cancellationToken);
            _registeredCommands = digest;
        }
        catch (ChatException exception)
        {
            host.Warn($"Discord did not take the slash commands: {exception.Message}");
        }
    }
}
