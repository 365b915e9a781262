using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>
/// Discord on loopback, API v10: the web API and the gateway socket, with one guild, one bot and direct messages. A
/// test says what people do and reads what the bot did, and plans faults.
/// </summary>
internal sealed class DiscordServer : IAsyncDisposable
{
    public const string Token = "MTAwMA.test.of-a-bot";
    public const string Application = "1000";

    private readonly WebApplication _web;
    private readonly DiscordWorld _world = new();
    private readonly DiscordApi _api;

    private DiscordServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.UseWebSockets(new() { KeepAliveInterval = TimeSpan.Zero });
        Gateway = new(_world, () => Address);
        _api = new(_world, Gateway, Faults);
        _web.Map("/gateway", Gateway.HandleAsync);
        _web.Map("/resume", Gateway.HandleAsync);
        _web.Map("/{**path}", _api.HandleAsync);
    }

    /// <summary>What the setting ApiBase says.</summary>
    public string ApiBase => Address + "/api/v10";

    /// <summary>The gateway's sockets and sessions.</summary>
    public DiscordGateway Gateway { get; }

    /// <summary>Routes are named as <c>POST messages</c>: the method and the words of the path without ids.</summary>
    public DiscordFaultPlan Faults { get; } = new();

    /// <summary>Whether the bot may open threads, and may write at all.</summary>
    public DiscordApi Api => _api;

    private string Address => _web.Urls.First();

    public static async Task<DiscordServer> StartAsync()
    {
        var server = new DiscordServer();
        await server._web.StartAsync();
        return server;
    }

    /// <summary>A person writes into a channel or thread; the answer is the message's id.</summary>
    public async Task<string> SaysAsync(DiscordPerson person, string channel, string text, string? replyTo = null) =>
        await CreateAsync(person, channel, text, replyTo, null);

    /// <summary>A person writes to the bot alone.</summary>
    public async Task<string> SaysDirectlyAsync(DiscordPerson person, string text) =>
        await CreateAsync(person, DirectOf(person), text, null, null);

    /// <summary>A person sends a file with a message.</summary>
    public Task<string> SendsFileAsync(DiscordPerson person, string channel, string text, string name, byte[] content)
    {
        var path = _api.Keep(name, content);
        return CreateAsync(person, channel, text, null, message => message["attachments"]!.AsArray().Add(
            (JsonNode)new JsonObject
            {
                ["id"] = "7001",
                ["filename"] = name,
                ["size"] = content.Length,
                ["url"] = Address + path,
                ["content_type"] = "application/octet-stream",
            }));
    }

    /// <summary>A person changes a message.</summary>
    public async Task EditsAsync(string channel, string messageId, string text)
    {
        JsonObject happened;
        lock (_world.Gate)
        {
            var message = _world.Find(channel, messageId)!;
            message["content"] = text;
            message["edited_timestamp"] = "2026-11-20T12:01:00.000000+00:00";
            happened = _world.Event(message);
        }

        await Gateway.DispatchAsync("MESSAGE_UPDATE", happened);
    }

    /// <summary>A person deletes a message.</summary>
    public async Task DeletesAsync(string channel, string messageId)
    {
        lock (_world.Gate) _world.Messages[channel].RemoveAll(message => (string?)message["id"] == messageId);
        await Gateway.DispatchAsync(
            "MESSAGE_DELETE", In(channel, new() { ["id"] = messageId, ["channel_id"] = channel }));
    }

    /// <summary>A moderator deletes several messages at once.</summary>
    public async Task DeletesAllAsync(string channel, params string[] messages)
    {
        lock (_world.Gate) _world.Messages[channel].RemoveAll(message => messages.Contains((string?)message["id"]));
        await Gateway.DispatchAsync("MESSAGE_DELETE_BULK", In(channel, new()
        {
            ["ids"] = new JsonArray([.. messages.Select(id => (JsonNode?)id)]), ["channel_id"] = channel,
        }));
    }

    /// <summary>A person presses a button of a message; the answer is the interaction's id.</summary>
    public async Task<string> PressesAsync(DiscordPerson person, string channel, string messageId, string data)
    {
        JsonObject message;
        lock (_world.Gate) message = _world.Find(channel, messageId)!.DeepClone().AsObject();
        return await InteractsAsync(
            person, channel, 3, new() { ["component_type"] = 2, ["custom_id"] = data }, message);
    }

    /// <summary>A person gives a slash command; the answer is the interaction's id.</summary>
    public Task<string> CommandsAsync(DiscordPerson person, string channel, string name, string? value = null) =>
        InteractsAsync(person, channel, 2, Command(name, value, isTyping: false), null);

    /// <summary>A person types an option of a slash command; the answer is the interaction's id.</summary>
    public Task<string> TypesAsync(DiscordPerson person, string channel, string name, string typed) =>
        InteractsAsync(person, channel, 4, Command(name, typed, isTyping: true), null);

    /// <summary>A thread, a channel or the bot's place in the guild is gone.</summary>
    public async Task RemovesAsync(string type, string id)
    {
        lock (_world.Gate) _world.Channels.Remove(id);
        await Gateway.DispatchAsync(type, new() { ["id"] = id, ["guild_id"] = DiscordWorld.Guild });
    }

    /// <summary>A person opens a thread that no message began.</summary>
    public async Task<string> OpensThreadAsync(string channel, string name)
    {
        JsonObject thread;
        lock (_world.Gate) thread = _world.AddChannel(_world.NextId(), 11, name, channel);
        await Gateway.DispatchAsync("THREAD_CREATE", thread.DeepClone().AsObject());
        return (string)thread["id"]!;
    }

    public string DirectOf(DiscordPerson person)
    {
        lock (_world.Gate) return _world.DirectOf(person.Id);
    }

    /// <summary>The next message that the bot sent to a channel, a thread or a person.</summary>
    public Task<DiscordSent> NextSentAsync() => _api.Sent.NextAsync();

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _web.DisposeAsync();
    }

    private async Task<string> CreateAsync(
        DiscordPerson person, string channel, string text, string? replyTo, Action<JsonObject>? change)
    {
        JsonObject message;
        lock (_world.Gate)
        {
            message = _world.Write(channel, person, text, replyTo);
            change?.Invoke(message);
            message = _world.Event(message);
        }

        await Gateway.DispatchAsync("MESSAGE_CREATE", message);
        return (string)message["id"]!;
    }

    private async Task<string> InteractsAsync(
        DiscordPerson person, string channel, int type, JsonObject data, JsonObject? message)
    {
        JsonObject interaction;
        lock (_world.Gate)
        {
            var id = _world.NextId();
            interaction = In(channel, new()
            {
                ["id"] = id,
                ["application_id"] = Application,
                ["type"] = type,
                ["data"] = data,
                ["channel_id"] = channel,
                ["channel"] = _world.Channels[channel].DeepClone(),
                ["token"] = "token-of." + id,
                ["version"] = 1,
                ["app_permissions"] = "309237746752",
                ["locale"] = "en-US",
                ["entitlements"] = new JsonArray(),
                ["authorizing_integration_owners"] = new JsonObject(),
                ["attachment_size_limit"] = 10 * 1024 * 1024,
            });
            interaction["context"] = interaction.ContainsKey("guild_id") ? 0 : 1;
            if (interaction.ContainsKey("guild_id"))
                interaction["member"] = new JsonObject { ["user"] = person.Json() };
            else
                interaction["user"] = person.Json();
            if (message is not null) interaction["message"] = message;
        }

        await Gateway.DispatchAsync("INTERACTION_CREATE", interaction);
        return (string)interaction["id"]!;
    }

    private JsonObject In(string channel, JsonObject happened)
    {
        lock (_world.Gate)
            if ((string?)_world.Channels[channel]["guild_id"] is { } guild)
                happened["guild_id"] = guild;
        return happened;
    }

    private static JsonObject Command(string name, string? value, bool isTyping)
    {
        var command = new JsonObject { ["id"] = "9001", ["name"] = name, ["type"] = 1 };
        if (value is null) return command;
        var option = new JsonObject { ["name"] = "id", ["type"] = 3, ["value"] = value };
        if (isTyping) option["focused"] = true;
        command["options"] = new JsonArray(option);
        return command;
    }
}
