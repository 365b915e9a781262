using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>The web API of the test server.</summary>
internal sealed partial class DiscordApi(
    DiscordWorld world, DiscordGateway gateway, DiscordFaultPlan faults)
{
    private readonly ConcurrentDictionary<string, byte[]> _files = [];
    private readonly ConcurrentDictionary<string, string> _nonces = [];
    private readonly ConcurrentDictionary<string, int> _acknowledged = [];
    private JsonArray _commands = [];

    public Signal<DiscordSent> Sent { get; } = new();

    public Signal<DiscordSent> Edited { get; } = new();

    /// <summary>The channels in which the bot was shown to type.</summary>
    public Signal<string> Typed { get; } = new();

    /// <summary>Reactions, as channel, message and emoji.</summary>
    public Signal<(string Channel, string Message, string Emoji)> Reacted { get; } = new();

    /// <summary>The threads that the bot opened, with their names.</summary>
    public Signal<(string Thread, string Name)> Opened { get; } = new();

    /// <summary>First answers to interactions: the interaction's id, the type and the data.</summary>
    public Signal<(string Interaction, int Type, JsonObject? Data)> Callbacks { get; } = new();

    /// <summary>What took the place of an empty first answer, and what followed one.</summary>
    public Signal<(string Interaction, bool IsFollowing, JsonObject Body)> PrivateAnswers { get; } = new();

    /// <summary>The slash commands, each time that they were set.</summary>
    public Signal<JsonArray> CommandsSet { get; } = new();

    /// <summary>Every call, as its route.</summary>
    public Signal<string> Calls { get; } = new();

    /// <summary>Whether the bot may open threads.</summary>
    public bool AllowsThreads { get; set; } = true;

    /// <summary>The flags of the application; the default has the message content intent.</summary>
    public long ApplicationFlags { get; set; } = 1 << 19;

    /// <summary>Headers that the answers of a route have.</summary>
    public ConcurrentDictionary<string, Dictionary<string, string>> Headers { get; } = [];

    /// <summary>How many sessions may still be opened today.</summary>
    public int StartsLeft { get; set; } = 999;

    /// <summary>Keeps a file; the answer is its path.</summary>
    public string Keep(string name, byte[] content)
    {
        var path = $"/files/{name}";
        _files[path] = content;
        return path;
    }

    public async Task HandleAsync(HttpContext context)
    {
        if (_files.TryGetValue(context.Request.Path, out var file))
        {
            if (context.Request.Headers.ContainsKey("Authorization")) context.Response.StatusCode = 400;
            else await context.Response.Body.WriteAsync(file);
            return;
        }

        var path = context.Request.Path.Value!;
        if (!path.StartsWith("/api/v10/", StringComparison.Ordinal))
        {
            await WriteAsync(context, new(404, Error(0, "404: Not Found")));
            return;
        }

        var parts = path["/api/v10/".Length..].Split('/');
        var call = await ReadAsync(context);
        var route = RouteOf(context.Request.Method, parts);
        Calls.Add(route);
        var fault = faults.Take(route);
        if (fault is null or { IsDone: true })
        {
            var answer = parts[0] is "interactions" or "webhooks"
                ? Interact(context.Request.Method, parts, call)
                : context.Request.Headers.Authorization == $"Bot {DiscordServer.Token}"
                    ? await AnswerAsync(context, route, parts, call)
                    : new(401, Error(0, "401: Unauthorized"));
            if (Headers.TryGetValue(route, out var headers))
                foreach (var (name, value) in headers) context.Response.Headers[name] = value;
            if (fault is null) await WriteAsync(context, answer);
        }

        if (fault is not null) await FailAsync(context, fault);
    }

    private async Task<Answer> AnswerAsync(HttpContext context, string route, string[] parts, Call call)
    {
        switch (route)
        {
            case "GET gateway bot":
                return new(200, new JsonObject
                {
                    ["url"] = gateway.Address,
                    ["shards"] = 1,
                    ["session_start_limit"] = new JsonObject
                    {
                        ["total"] = 1000,
                        ["remaining"] = StartsLeft,
                        ["reset_after"] = 7_200_000,
                        ["max_concurrency"] = 1,
                    },
                });
            case "GET users @me":
                return new(200, DiscordWorld.BotUser());
            case "GET users @me guilds":
                return new(200, new JsonArray(new JsonObject { ["id"] = DiscordWorld.Guild, ["name"] = "Test guild" }));
            case "GET applications @me":
                return new(200, new JsonObject { ["id"] = DiscordServer.Application, ["flags"] = ApplicationFlags });
            case "GET applications commands":
                return new(200, _commands.DeepClone());
            case "PUT applications commands":
                _commands = call.Json!.AsArray().DeepClone().AsArray();
                CommandsSet.Add(_commands);
                return new(200, _commands.DeepClone());
            case "POST users @me channels":
                lock (world.Gate)
                    return new(200, world.Channels[world.DirectOf((string)call.Body["recipient_id"]!)].DeepClone());
        }

        if (parts[0] != "channels") return new(404, Error(0, "404: Not Found"));
        lock (world.Gate)
            if (!world.Channels.ContainsKey(parts[1]))
                return new(404, Error(10003, "Unknown Channel"));
        return await ChannelAsync(context, route, parts, call);
    }

    private async Task<Answer> ChannelAsync(HttpContext context, string route, string[] parts, Call call)
    {
        var channel = parts[1];
        switch (route)
        {
            case "GET channels":
                lock (world.Gate) return new(200, world.Channels[channel].DeepClone());
            case "GET channels messages":
                return Read(channel, context.Request.Query["after"], int.Parse(context.Request.Query["limit"]!));
            case "POST channels messages":
                return await SendAsync(channel, call);
            case "PATCH channels messages":
                return await EditAsync(channel, parts[3], call);
            case "POST channels messages threads":
                return await OpenAsync(channel, parts[3], call);
            case "POST channels typing":
                Typed.Add(channel);
                return new(204, null);
            case "PUT channels messages reactions @me":
                lock (world.Gate)
                    if (world.Find(channel, parts[3]) is null)
                        return new(404, Error(10008, "Unknown Message"));
                Reacted.Add((channel, parts[3], Uri.UnescapeDataString(parts[5])));
                return new(204, null);
            default:
                return new(404, Error(0, "404: Not Found"));
        }
    }

    private async Task<Answer> SendAsync(string channel, Call call)
    {
        if (Invalid(call) is { } invalid) return invalid;
        JsonObject message, happened;
        lock (world.Gate)
        {
            var nonce = (string?)call.Body["nonce"];
            if (nonce is not null && (bool?)call.Body["enforce_nonce"] is true
                && _nonces.TryGetValue(nonce, out var earlier)
                && world.Find(channel, earlier) is { } same)
                return new(200, same.DeepClone());
            message = world.Write(
                channel, new(DiscordWorld.Bot, "Agw", IsBot: true), (string?)call.Body["content"] ?? "",
                (string?)call.Body["message_reference"]?["message_id"]);
            message["components"] = call.Body["components"]?.DeepClone() ?? new JsonArray();
            if (nonce is not null) _nonces[nonce] = (string)message["id"]!;
            happened = world.Event(message);
        }

        Sent.Add(new(channel, (string)message["id"]!, call.Body, call.Files));
        await gateway.DispatchAsync("MESSAGE_CREATE", happened);
        return new(200, message.DeepClone());
    }

    private async Task<Answer> EditAsync(string channel, string id, Call call)
    {
        if (Invalid(call) is { } invalid) return invalid;
        JsonObject happened;
        lock (world.Gate)
        {
            if (world.Find(channel, id) is not { } message) return new(404, Error(10008, "Unknown Message"));
            message["content"] = (string?)call.Body["content"];
            message["components"] = call.Body["components"]?.DeepClone() ?? new JsonArray();
            message["edited_timestamp"] = "2026-11-20T12:02:00.000000+00:00";
            happened = world.Event(message);
        }

        Edited.Add(new(channel, id, call.Body, call.Files));
        await gateway.DispatchAsync("MESSAGE_UPDATE", happened.DeepClone().AsObject());
        return new(200, happened);
    }

    private async Task<Answer> OpenAsync(string channel, string messageId, Call call)
    {
        if (!AllowsThreads) return new(403, Error(50013, "Missing Permissions"));
        if ((string?)call.Body["name"] is not { Length: > 0 and <= 100 } name)
            return new(400, Error(50035, "Invalid Form Body"));
        JsonObject thread;
        lock (world.Gate)
        {
            if (world.Channels.ContainsKey(messageId))
                return new(400, Error(160004, "A thread has already been created for this message"));
            if (world.Find(channel, messageId) is null) return new(404, Error(10008, "Unknown Message"));
            thread = world.AddChannel(messageId, 11, name, channel).DeepClone().AsObject();
        }

        Opened.Add((messageId, name));
        await gateway.DispatchAsync("THREAD_CREATE", thread.DeepClone().AsObject());
        return new(201, thread);
    }

    private Answer Read(string channel, string? after, int limit)
    {
        lock (world.Gate)
        {
            // The messages next to the one that was named, or the newest; always the newest of them first.
            var all = world.Messages[channel];
            var found = after is null
                ? all.TakeLast(limit).Reverse()
                : all.Where(message => ulong.Parse((string)message["id"]!) > ulong.Parse(after))
                    .Take(limit)
                    .Reverse();
            return new(200, new JsonArray([.. found.Select(message => message.DeepClone())]));
        }
    }

    private Answer Interact(string method, string[] parts, Call call)
    {
        var isCallback = parts[0] == "interactions";
        var id = isCallback ? parts[1] : parts[2].Split('.')[1];
        if (parts[2] != "token-of." + id) return new(404, Error(10062, "Unknown interaction"));
        if (isCallback)
        {
            var type = (int)call.Body["type"]!;
            if (!_acknowledged.TryAdd(id, type))
                return new(400, Error(40060, "Interaction has already been acknowledged."));
            Callbacks.Add((id, type, call.Body["data"]?.AsObject()));
            return new(204, null);
        }

        if (!_acknowledged.ContainsKey(id)) return new(404, Error(10015, "Unknown Webhook"));
        PrivateAnswers.Add((id, method == "POST", call.Body));
        return new(200, new JsonObject { ["id"] = world.NextId() });
    }

    /// <summary>What Discord checks of a message before it takes it.</summary>
    private static Answer? Invalid(Call call)
    {
        var content = (string?)call.Body["content"] ?? "";
        if (content.EnumerateRunes().Count() > 2000)
            return new(400, JsonNode.Parse("""
                {"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[
                {"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]}}}
                """));
        return content.Length == 0 && call.Files.Count == 0
            ? new(400, Error(50006, "Cannot send an empty message"))
            : null;
    }

    private static JsonObject Error(int code, string message) => new() { ["code"] = code, ["message"] = message };

    /// <summary>The method and the words of the path, without what names a single thing.</summary>
    private static string RouteOf(string method, string[] parts) => string.Join(
        ' ', parts.Where((part, at) => !Id().IsMatch(part) && !(at > 0 && parts[at - 1] == "reactions"))
            .Where(part => !part.StartsWith("token-of.", StringComparison.Ordinal)).Prepend(method));

    private static async Task<Call> ReadAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync();
            List<(string, byte[])> files = [];
            foreach (var file in form.Files)
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content);
                files.Add((file.FileName, content.ToArray()));
            }

            return new(JsonNode.Parse(form["payload_json"]!), files);
        }

        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync() is { Length: > 0 } text ? new(JsonNode.Parse(text), []) : new(null, []);
    }

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Body is null) return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Body.ToJsonString());
    }

    private static async Task FailAsync(HttpContext context, DiscordFaultAnswer fault)
    {
        if (fault.Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = fault.Status;
        foreach (var (name, value) in fault.Headers ?? new Dictionary<string, string>())
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(fault.Body);
    }

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Id();

    private sealed record Answer(int Status, JsonNode? Body);

    private sealed record Call(JsonNode? Json, IReadOnlyList<(string Name, byte[] Content)> Files)
    {
        public JsonObject Body => Json as JsonObject ?? [];
    }
}
