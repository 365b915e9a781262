using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>
/// A workspace of Slack on the loopback interface, as the public documentation of the Web API, of Socket Mode and of
/// interactivity describes it (November 2026). People act by the methods that are named after what they do; what the
/// app did is waited for by <c>Next…Async</c>.
/// </summary>
internal sealed class SlackServer : IAsyncDisposable
{
    public const string BotToken = "xoxb-test-bot";
    public const string AppToken = "xapp-test-app";
    public const string SigningSecret = "test-signing-secret";
    public const string BotUser = "UBOT";
    public const string BotId = "BBOT";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Channel<SlackCall>> _calls = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SlackFailure>> _failures = new();
    private readonly ConcurrentDictionary<string, bool> _tickets = new();
    private int _ids;

    private SlackServer(WebApplication app) => _app = app;

    /// <summary>The setting <c>ApiBase</c>.</summary>
    public string ApiBase => Methods.Root + "/api/";

    /// <summary>Sockets that other programs have open with the same token.</summary>
    public int OtherConnections { get; set; }

    /// <summary>What <c>auth.test</c> says of the token's scopes.</summary>
    public string Scopes { get; set; } = "chat:write,users:read";

    public SlackServerMethods Methods { get; } = new();

    public SlackDeliveries Deliveries { get; } = new();

    public static async Task<SlackServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new SlackServer(app);
        app.MapPost("/api/{method}", server.CallAsync);
        app.MapGet("/link", server.LinkAsync);
        app.MapPost("/upload/{id}", server.UploadAsync);
        app.MapGet("/files/{id}/{**rest}", server.DownloadAsync);
        app.MapPost("/respond/{id}", server.RespondAsync);
        await app.StartAsync();
        server.Methods.Root = app.Urls.First();
        return server;
    }

    /// <summary>The next calls of a method go wrong, one failure each.</summary>
    public void Fail(string method, params SlackFailure[] failures)
    {
        foreach (var failure in failures) _failures.GetOrAdd(method, _ => []).Enqueue(failure);
    }

    /// <summary>The next call of a method that was accepted.</summary>
    public async Task<SlackCall> NextAsync(string method) => await CallsOf(method).Reader.ReadAsync(Limits.Soon());

    /// <summary>The next message of the bot.</summary>
    public Task<SlackCall> NextSentAsync() => NextAsync("chat.postMessage");

    public Task<SlackCall> NextEditAsync() => NextAsync("chat.update");

    /// <summary>The next answer at a response address, which its person alone sees.</summary>
    public Task<SlackCall> NextPrivateAsync() => NextAsync("response_url");

    public Task<SlackCall> NextFileAsync() => NextAsync("files.completeUploadExternal");

    /// <summary>Whether a call of that method was accepted that no one has asked for.</summary>
    public bool HasMore(string method) => CallsOf(method).Reader.TryPeek(out _);

    /// <summary>A person writes. A mention of the bot in a channel comes twice, as Slack does it.</summary>
    public Task<SlackSaid> SaysAsync(string user, string channel, string text, string? thread = null) =>
        SaysAsync(user, channel, text, thread, []);

    /// <summary>A person shares files with a text.</summary>
    public Task<SlackSaid> SharesAsync(
        string user, string channel, string text, string fileName, byte[] content, string? thread = null)
    {
        var file = new SlackServerFile(Methods.NextFileId(), fileName, content.Length) { Content = content };
        Methods.Files[file.Id] = file;
        return SaysAsync(user, channel, text, thread, new()
        {
            ["subtype"] = "file_share", ["files"] = new JsonArray(file.Describe(Methods.Root)), ["upload"] = false,
        });
    }

    /// <summary>A person writes, and Slack says more of it than usual.</summary>
    public async Task<SlackSaid> SaysAsync(
        string user, string channel, string text, string? thread, JsonObject more)
    {
        var message = new JsonObject
        {
            ["type"] = "message", ["user"] = user, ["text"] = text, ["ts"] = Methods.NextNumber(), ["team"] = "T1",
            ["client_msg_id"] = $"client-{Interlocked.Increment(ref _ids)}",
        };
        if (thread is not null)
        {
            message["thread_ts"] = thread;
            message["parent_user_id"] = Methods.Find(channel, thread)?["user"]?.DeepClone();
        }

        foreach (var (name, value) in more) message[name] = value?.DeepClone();
        Methods.Keep(channel, (JsonObject)message.DeepClone());
        message["channel"] = channel;
        message["event_ts"] = message["ts"]!.DeepClone();
        var mention = message.DeepClone().AsObject();
        message["channel_type"] = channel[0] switch { 'D' => "im", 'G' => "group", _ => "channel" };
        List<Task> acknowledged = [await HappensAsync(message)];
        if (channel[0] != 'D' && text.Contains($"<@{BotUser}", StringComparison.Ordinal))
        {
            mention["type"] = "app_mention";
            acknowledged.Add(await HappensAsync(mention));
        }

        return new((string)message["ts"]!, Task.WhenAll(acknowledged));
    }

    /// <summary>A person changes the text of a message.</summary>
    public async Task<SlackSaid> EditsAsync(string channel, string number, string text)
    {
        var previous = Methods.Find(channel, number)!;
        var message = previous.DeepClone().AsObject();
        message["text"] = text;
        message["edited"] = new JsonObject
        {
            ["user"] = message["user"]!.DeepClone(), ["ts"] = Methods.NextNumber(),
        };
        Methods.Keep(channel, message.DeepClone().AsObject());
        return new(number, await HappensAsync(new()
        {
            ["type"] = "message", ["subtype"] = "message_changed", ["hidden"] = true, ["channel"] = channel,
            ["ts"] = Methods.NextNumber(), ["message"] = message, ["previous_message"] = previous.DeepClone(),
        }));
    }

    public async Task<SlackSaid> DeletesAsync(string channel, string number)
    {
        var previous = Methods.Find(channel, number)!;
        Methods.Forget(channel, number);
        return new(number, await HappensAsync(new()
        {
            ["type"] = "message", ["subtype"] = "message_deleted", ["hidden"] = true, ["channel"] = channel,
            ["ts"] = Methods.NextNumber(), ["deleted_ts"] = number, ["previous_message"] = previous.DeepClone(),
        }));
    }

    /// <summary>A person presses the button with that label on a message of the bot.</summary>
    public async Task<SlackSaid> PressesAsync(string user, SlackCall sent, string label)
    {
        var (_, value, _) = sent.Buttons.First(button => button.Label == label);
        return await PressesAsync(user, sent.Channel, sent.Number, value);
    }

    /// <summary>A press with any value, also one that no button has.</summary>
    public async Task<SlackSaid> PressesAsync(string user, string channel, string number, string value)
    {
        var id = Interlocked.Increment(ref _ids);
        var message = Methods.Find(channel, number)!.DeepClone().AsObject();
        var pressed = new JsonObject
        {
            ["type"] = "block_actions",
            ["user"] = new JsonObject { ["id"] = user, ["username"] = user.ToLowerInvariant(), ["team_id"] = "T1" },
            ["api_app_id"] = "A1",
            ["container"] = new JsonObject
            {
                ["type"] = "message", ["message_ts"] = number, ["channel_id"] = channel, ["is_ephemeral"] = false,
            },
            ["trigger_id"] = $"trigger-{id}",
            ["channel"] = new JsonObject
            {
                ["id"] = channel, ["name"] = channel[0] == 'D' ? "directmessage" : "work",
            },
            ["message"] = message,
            ["response_url"] = $"{Methods.Root}/respond/{id}",
            ["actions"] = new JsonArray(new JsonObject
            {
                ["type"] = "button", ["action_id"] = "agw_0_0", ["value"] = value,
                ["action_ts"] = Methods.NextNumber(),
            }),
        };
        return new($"trigger-{id}", await Deliveries.DeliverAsync("interactive", pressed));
    }

    /// <summary>
    /// A person types <c>/agw</c> and words. The direct message of a person with the bot has the id that
    /// <see cref="SlackServerMethods.DirectOf"/> gives.
    /// </summary>
    public async Task<SlackSaid> CommandsAsync(string user, string channel, string words)
    {
        var id = Interlocked.Increment(ref _ids);
        return new($"trigger-{id}", await Deliveries.DeliverAsync("slash_commands", new()
        {
            ["token"] = "legacy", ["team_id"] = "T1", ["channel_id"] = channel,
            ["channel_name"] = channel[0] == 'D' ? "directmessage" : "work", ["user_id"] = user,
            ["user_name"] = user.ToLowerInvariant(), ["command"] = "/agw", ["text"] = words, ["api_app_id"] = "A1",
            ["response_url"] = $"{Methods.Root}/respond/{id}", ["trigger_id"] = $"trigger-{id}",
        }));
    }

    /// <summary>Something happens that the app has subscribed to.</summary>
    /// <returns>Completes when the app has acknowledged it.</returns>
    public Task<Task> HappensAsync(JsonObject happened) => Deliveries.DeliverAsync("events_api", Callback(happened));

    /// <summary>An event in its outer form.</summary>
    public JsonObject Callback(JsonObject happened) => new()
    {
        ["token"] = "legacy", ["team_id"] = "T1", ["api_app_id"] = "A1", ["type"] = "event_callback",
        ["event"] = happened, ["event_id"] = $"Ev{Interlocked.Increment(ref _ids)}", ["event_time"] = 1764000000,
        ["authorizations"] = new JsonArray(
            new JsonObject { ["team_id"] = "T1", ["user_id"] = BotUser, ["is_bot"] = true }),
    };

    public async ValueTask DisposeAsync()
    {
        Deliveries.Dispose();
        await _app.DisposeAsync();
    }

    private Channel<SlackCall> CallsOf(string method) =>
        _calls.GetOrAdd(method, static _ => Channel.CreateUnbounded<SlackCall>());

    private async Task CallAsync(HttpContext http)
    {
        var method = (string)http.Request.RouteValues["method"]!;
        var isForm = http.Request.HasFormContentType;
        var arguments = isForm ? await FormAsync(http.Request) : await JsonAsync(http.Request);
        SlackFailure? failure = null;
        if (_failures.TryGetValue(method, out var failures)) failures.TryDequeue(out failure);
        JsonObject? answer = null;
        if (failure is null or { IsProcessed: true })
        {
            answer = Answer(http.Request, method, arguments, isForm);
            if (answer["ok"]!.GetValue<bool>())
                CallsOf(method).Writer.TryWrite(new(method, arguments, (string?)answer["ts"] ?? ""));
        }

        if (failure is { IsAborted: true }) http.Abort();
        else if (failure is not null) await FailAsync(http, failure);
        else await WriteAsync(http, answer!);
    }

    private JsonObject Answer(HttpRequest request, string method, JsonObject arguments, bool isForm)
    {
        var (given, wanted, other) = method == "apps.connections.open"
            ? (request.Headers.Authorization.ToString(), AppToken, BotToken)
            : (request.Headers.Authorization.ToString(), BotToken, AppToken);
        if (given.Length == 0) return SlackServerMethods.Failed("not_authed");
        if (given == "Bearer " + other) return SlackServerMethods.Failed("not_allowed_token_type");
        if (given != "Bearer " + wanted) return SlackServerMethods.Failed("invalid_auth");
        if (method != "apps.connections.open") return Methods.Call(method, arguments, isForm);
        var ticket = $"ticket-{Interlocked.Increment(ref _ids)}";
        _tickets[ticket] = true;
        var address = Methods.Root.Replace("http://", "ws://", StringComparison.Ordinal);
        return SlackServerMethods.Ok(new() { ["url"] = $"{address}/link?ticket={ticket}&app_id=A1" });
    }

    private async Task LinkAsync(HttpContext http)
    {
        // An address is good for one socket.
        if (!_tickets.TryRemove(http.Request.Query["ticket"].ToString(), out _))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await SlackServerSocket.AcceptAsync(http);
        var hello = new JsonObject
        {
            ["type"] = "hello", ["num_connections"] = Deliveries.Connected + OtherConnections + 1,
            ["debug_info"] = new JsonObject { ["host"] = "applink-1", ["approximate_connection_time"] = 18060 },
            ["connection_info"] = new JsonObject { ["app_id"] = "A1" },
        };
        await Deliveries.ServeAsync(socket, hello.ToJsonString());
    }

    private async Task UploadAsync(HttpContext http)
    {
        // The bytes come alone or as the file of a form.
        using var content = new MemoryStream();
        if (http.Request.HasFormContentType) await (await http.Request.ReadFormAsync()).Files[0].CopyToAsync(content);
        else await http.Request.Body.CopyToAsync(content);
        if (!Methods.Files.TryGetValue((string)http.Request.RouteValues["id"]!, out var file)
            || file.Length != content.Length)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        file.Content = content.ToArray();
        await http.Response.WriteAsync($"OK - {file.Length}");
    }

    private async Task DownloadAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization != "Bearer " + BotToken)
            http.Response.Redirect("https://example.slack.com/?redir=files");
        else if (Methods.Files.TryGetValue((string)http.Request.RouteValues["id"]!, out var file)
            && file.Content is { } content)
            await http.Response.Body.WriteAsync(content);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task RespondAsync(HttpContext http)
    {
        var arguments = await JsonAsync(http.Request);
        if (_failures.TryGetValue("response_url", out var failures) && failures.TryDequeue(out var failure))
        {
            await FailAsync(http, failure);
            return;
        }

        CallsOf("response_url").Writer.TryWrite(new("response_url", arguments, ""));
        await http.Response.WriteAsync("ok");
    }

    private async Task WriteAsync(HttpContext http, JsonObject answer)
    {
        http.Response.Headers["x-oauth-scopes"] = Scopes;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(answer.ToJsonString());
    }

    private static async Task FailAsync(HttpContext http, SlackFailure failure)
    {
        http.Response.StatusCode = failure.Status;
        if (failure.RetryAfter is { } pause) http.Response.Headers.RetryAfter = pause;
        var answer = failure.Error is { } error
            ? new JsonObject { ["ok"] = false, ["error"] = error, ["needed"] = failure.Needed }.ToJsonString()
            : "<html>Something went wrong</html>";
        await http.Response.WriteAsync(answer);
    }

    private static async Task<JsonObject> JsonAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>A form's lists and objects are JSON in a field, as the platform's own libraries send them.</summary>
    private static async Task<JsonObject> FormAsync(HttpRequest request)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in await request.ReadFormAsync())
            arguments[name] = value.ToString() is ['[' or '{', ..] json ? JsonNode.Parse(json) : value.ToString();
        return arguments;
    }
}
