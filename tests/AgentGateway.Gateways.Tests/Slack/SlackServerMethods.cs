using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>The methods of the Web API on what the server remembers, with the limits of the documentation.</summary>
internal sealed class SlackServerMethods
{
    private const int BlocksMax = 50;
    private const int SectionMax = 3000;
    private const int UpdateMax = 4000;
    private const int StreamTextMax = 12_000;

    private readonly ConcurrentDictionary<string, JsonObject> _messages = new();
    private readonly ConcurrentDictionary<string, string> _directs = new();
    private readonly ConcurrentDictionary<string, bool> _reactions = new();
    private readonly ConcurrentDictionary<string, string> _names = new();
    private int _number;
    private int _files;

    /// <summary>Where this server is called, without a slash at the end.</summary>
    public string Root { get; set; } = "";

    /// <summary>Files that were uploaded or shared, by id.</summary>
    public ConcurrentDictionary<string, SlackServerFile> Files { get; } = new();

    public void Name(string user, string name) => _names[user] = name;

    public string NextNumber() => $"1764000000.{Interlocked.Increment(ref _number):000000}";

    public string NextFileId() => $"F{Interlocked.Increment(ref _files):0000}";

    public JsonObject? Find(string channel, string number) => _messages.GetValueOrDefault($"{channel}:{number}");

    public void Keep(string channel, JsonObject message) => _messages[$"{channel}:{(string)message["ts"]!}"] = message;

    public void Forget(string channel, string number) => _messages.TryRemove($"{channel}:{number}", out _);

    public string DirectOf(string user) => _directs.GetOrAdd(user, static id => "D" + id);

    /// <summary>Answers a call.</summary>
    /// <param name="isForm">What only reads is not served to callers that send JSON.</param>
    public JsonObject Call(string method, JsonObject arguments, bool isForm) => method switch
    {
        "auth.test" => Ok(new()
        {
            ["url"] = "https://example.slack.com/", ["team"] = "Example", ["user"] = "agw", ["team_id"] = "T1",
            ["user_id"] = SlackServer.BotUser, ["bot_id"] = SlackServer.BotId,
        }),
        "chat.postMessage" => Post(arguments),
        "chat.postEphemeral" => Fault(arguments) ?? Ok(new() { ["message_ts"] = NextNumber() }),
        "chat.update" => Update(arguments),
        "chat.startStream" => StartStream(arguments),
        "chat.appendStream" => Stream(arguments, isLast: false),
        "chat.stopStream" => Stream(arguments, isLast: true),
        "reactions.add" => React(arguments),
        "conversations.open" => (string?)arguments["users"] is { Length: > 0 } user
            ? Ok(new() { ["channel"] = new JsonObject { ["id"] = DirectOf(user) } })
            : Failed("users_list_not_supplied"),
        "assistant.threads.setStatus" => Ok([]),
        "users.info" => !isForm ? Failed("user_not_found") : UserInfo((string?)arguments["user"] ?? ""),
        "files.getUploadURLExternal" => !isForm ? Failed("invalid_arguments") : Upload(arguments),
        "files.info" => isForm && Files.TryGetValue((string?)arguments["file"] ?? "", out var file)
            ? Ok(new() { ["file"] = file.Describe(Root) })
            : Failed("file_not_found"),
        "files.completeUploadExternal" => Complete(arguments),
        _ => Failed("unknown_method"),
    };

    public static JsonObject Ok(JsonObject content)
    {
        content["ok"] = true;
        return content;
    }

    public static JsonObject Failed(string error) => new() { ["ok"] = false, ["error"] = error };

    private JsonObject Post(JsonObject arguments)
    {
        if (Fault(arguments) is { } fault) return fault;
        var channel = (string)arguments["channel"]!;
        var number = NextNumber();
        var message = new JsonObject
        {
            ["type"] = "message", ["user"] = SlackServer.BotUser, ["bot_id"] = SlackServer.BotId, ["ts"] = number,
            ["text"] = arguments["text"]?.DeepClone(), ["blocks"] = arguments["blocks"]?.DeepClone(),
        };
        if ((string?)arguments["thread_ts"] is { } thread)
        {
            if (Find(channel, thread) is null) return Failed("thread_not_found");
            message["thread_ts"] = thread;
        }

        Keep(channel, message);
        return Ok(new() { ["channel"] = channel, ["ts"] = number, ["message"] = message.DeepClone() });
    }

    private JsonObject Update(JsonObject arguments)
    {
        var number = (string?)arguments["ts"] ?? "";
        if (Find((string?)arguments["channel"] ?? "", number) is not { } message) return Failed("message_not_found");
        if ((string?)message["user"] != SlackServer.BotUser) return Failed("cant_update_message");
        if (Fault(arguments) is { } fault) return fault;
        if (Encoding.UTF8.GetByteCount((string?)arguments["text"] ?? "") > UpdateMax) return Failed("msg_too_long");
        message["text"] = arguments["text"]?.DeepClone();
        // Blocks that are not mentioned stay as they are.
        if (arguments["blocks"] is { } blocks) message["blocks"] = blocks.DeepClone();
        return Ok(new() { ["channel"] = arguments["channel"]!.DeepClone(), ["ts"] = number });
    }

    private JsonObject StartStream(JsonObject arguments)
    {
        var channel = (string?)arguments["channel"] ?? "";
        if ((string?)arguments["thread_ts"] is not { } thread || Find(channel, thread) is null)
            return Failed("invalid_thread_ts");
        if (channel[0] != 'D' && (string?)arguments["recipient_user_id"] is null)
            return Failed("missing_recipient_user_id");
        if (channel[0] != 'D' && (string?)arguments["recipient_team_id"] is null)
            return Failed("missing_recipient_team_id");
        if (((string?)arguments["markdown_text"] ?? "").Length > StreamTextMax) return Failed("msg_too_long");
        var number = NextNumber();
        Keep(channel, new()
        {
            ["type"] = "message", ["user"] = SlackServer.BotUser, ["bot_id"] = SlackServer.BotId, ["ts"] = number,
            ["text"] = arguments["markdown_text"]?.DeepClone() ?? "", ["thread_ts"] = thread, ["streaming"] = true,
        });
        return Ok(new() { ["channel"] = channel, ["ts"] = number });
    }

    private JsonObject Stream(JsonObject arguments, bool isLast)
    {
        var (channel, number) = ((string?)arguments["channel"] ?? "", (string?)arguments["ts"] ?? "");
        var text = (string?)arguments["markdown_text"];
        if (Find(channel, number) is not { } message) return Failed("message_not_found");
        if (message["streaming"] is null) return Failed("message_not_in_streaming_state");
        if (text is null && !isLast) return Failed("no_text");
        if (text?.Length > StreamTextMax) return Failed("msg_too_long");
        message["text"] = (string?)message["text"] + text;
        if (isLast) message.Remove("streaming");
        return Ok(new() { ["channel"] = channel, ["ts"] = number });
    }

    private JsonObject React(JsonObject arguments)
    {
        var (channel, number) = ((string?)arguments["channel"] ?? "", (string?)arguments["timestamp"] ?? "");
        if (Find(channel, number) is null) return Failed("message_not_found");
        return _reactions.TryAdd($"{channel}:{number}:{(string?)arguments["name"]}", true)
            ? Ok([])
            : Failed("already_reacted");
    }

    private JsonObject UserInfo(string user) => _names.TryGetValue(user, out var name)
        ? Ok(new()
        {
            ["user"] = new JsonObject
            {
                ["id"] = user, ["name"] = name.ToLowerInvariant(), ["is_bot"] = false,
                ["profile"] = new JsonObject { ["display_name"] = name, ["real_name"] = name + " Example" },
            },
        })
        : Failed("user_not_found");

    private JsonObject Upload(JsonObject arguments)
    {
        if ((string?)arguments["filename"] is not { Length: > 0 } name
            || !int.TryParse((string?)arguments["length"], out var length) || length <= 0)
            return Failed("invalid_arguments");
        var id = NextFileId();
        Files[id] = new(id, name, length);
        return Ok(new() { ["upload_url"] = $"{Root}/upload/{id}", ["file_id"] = id });
    }

    private JsonObject Complete(JsonObject arguments)
    {
        foreach (var shared in arguments["files"] as JsonArray ?? [])
            if (!Files.TryGetValue((string?)shared!["id"] ?? "", out var file) || file.Content is null)
                return Failed("file_not_found");
        var channel = (string?)arguments["channel_id"] ?? "";
        if ((string?)arguments["thread_ts"] is { } thread && Find(channel, thread) is null)
            return Failed("thread_not_found");
        return Ok(new() { ["files"] = arguments["files"]?.DeepClone() });
    }

    private static JsonObject? Fault(JsonObject arguments)
    {
        if ((string?)arguments["channel"] is not { Length: > 0 } channel || channel == "CGONE")
            return Failed("channel_not_found");
        var blocks = arguments["blocks"] as JsonArray ?? [];
        if (((string?)arguments["text"] ?? "").Length == 0 && blocks.Count == 0) return Failed("no_text");
        return blocks.Count > BlocksMax || blocks.Any(block => !IsValid(block!.AsObject()))
            ? Failed("invalid_blocks")
            : null;
    }

    private static bool IsValid(JsonObject block) => (string?)block["type"] switch
    {
        "section" => ((string?)block["text"]?["text"])?.Length is > 0 and <= SectionMax,
        "actions" => block["elements"] is JsonArray { Count: > 0 and <= 25 } buttons
            && buttons.All(button => ((string?)button!["text"]?["text"])?.Length is > 0 and <= 75
                && ((string?)button["value"] ?? "").Length <= 2000
                && (string?)button["style"] is null or "primary" or "danger")
            && buttons.Select(button => (string?)button!["action_id"]).Distinct().Count() == buttons.Count,
        _ => true,
    };
}
