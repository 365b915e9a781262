using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>
/// A Bot API on loopback with one bot, written after the public documentation of version 10.3: what people do in it
/// becomes updates, what the bot does can be waited for, and any call can be made to fail. Nothing in it waits for a
/// time but the hold of a poll and the pause before a webhook is called again.
/// </summary>
internal sealed class TelegramServer : IAsyncDisposable
{
    public const string Token = "7000000001:AAF-loopback_token_of_a_test";
    public const long BotId = 7_000_000_001;
    public const string BotName = "agw_test_bot";

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private readonly TelegramWorld _world = new(BotId, BotName);
    private readonly TelegramMethods _methods;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<TelegramFault>> _faults = new();
    private readonly ConcurrentDictionary<string, Channel<JsonObject>> _calls = new();
    private readonly Channel<TelegramSent> _sent = Channel.CreateUnbounded<TelegramSent>();
    private readonly Task _delivering;
    private int _presses;

    private TelegramServer(WebApplication application)
    {
        _application = application;
        _methods = new(_world, _gate, _sent.Writer);
        _delivering = new TelegramWebhookCalls(_methods, _gate).RunAsync(_ending.Token);
    }

    /// <summary>What the setting <c>ApiRoot</c> has to be.</summary>
    public string Root => _application.Urls.First();

    /// <summary>The token that is accepted now; a change revokes the one before.</summary>
    public string AcceptedToken { get; set; } = Token;

    /// <summary>Whether the bot sees all that is said in groups, as @BotFather sets it.</summary>
    public bool SeesAll
    {
        get => _methods.SeesAll;
        set => _methods.SeesAll = value;
    }

    /// <param name="port">0 for any that is free.</param>
    public static async Task<TelegramServer> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 64 * 1024 * 1024);
        var application = builder.Build();
        var server = new TelegramServer(application);
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>The direct chat of a person, who has pressed Start in it.</summary>
    public TelegramChat Direct(TelegramPerson person) => Add(new(person.Id, "private", person.Name));

    /// <summary>A group; forums have topics.</summary>
    public TelegramChat Group(long id, string title, bool isForum = false) =>
        Add(new(id, "supergroup", title, isForum));

    /// <summary>Opens a topic in a forum, and gives its number.</summary>
    public long Topic(TelegramChat chat, TelegramPerson by)
    {
        lock (_gate)
        {
            var message = _world.PersonMessage(
                chat,
                by,
                "",
                new() { Fields = """{"forum_topic_created": {"name": "Work", "icon_color": 7322096}}""" });
            var topic = (long)message["message_id"]!;
            _world.Topics.Add((chat.Id, topic));
            _methods.Queue("message", message);
            return topic;
        }
    }

    /// <summary>A person says something; gives the number of the message.</summary>
    public Task<long> SaysAsync(TelegramChat chat, TelegramPerson by, string text, TelegramExtras? extras = null)
    {
        lock (_gate)
        {
            var message = _world.PersonMessage(chat, by, text, extras ?? new());
            _methods.Queue("message", message);
            return Task.FromResult((long)message["message_id"]!);
        }
    }

    /// <summary>A person changes the text of a message.</summary>
    public Task EditsAsync(TelegramChat chat, long messageId, string text)
    {
        lock (_gate)
        {
            var message = _world.Message(chat.Id, messageId)!;
            message["text"] = text;
            message["edit_date"] = 1_795_000_999;
            _methods.Queue("edited_message", message);
            return Task.CompletedTask;
        }
    }

    /// <summary>A person presses a button, given by its data; gives the id of the press.</summary>
    public Task<string> PressesAsync(TelegramPerson by, TelegramSent message, string data)
    {
        lock (_gate)
        {
            var press = $"{by.Id}000{++_presses}";
            _methods.Queue("callback_query", new()
            {
                ["id"] = press,
                ["from"] = TelegramWorld.Person(by),
                ["message"] = _world.Message(message.Chat, message.MessageId)!.DeepClone(),
                ["chat_instance"] = "-1",
                ["data"] = data,
            });
            return Task.FromResult(press);
        }
    }

    /// <summary>The bot is removed from a group, or blocked by the person of a direct chat.</summary>
    public Task ShutsOutAsync(TelegramChat chat, TelegramPerson by)
    {
        lock (_gate)
        {
            _world.Shut.Add(chat.Id);
            _methods.Queue("my_chat_member", new()
            {
                ["chat"] = TelegramWorld.ChatJson(chat),
                ["from"] = TelegramWorld.Person(by),
                ["date"] = 1_795_000_000,
                ["old_chat_member"] = new JsonObject { ["status"] = "member" },
                ["new_chat_member"] = new JsonObject { ["status"] = "kicked", ["until_date"] = 0 },
            });
            return Task.CompletedTask;
        }
    }

    /// <summary>A group goes on under another id.</summary>
    /// <param name="isTold">Whether the bot is told by a message, and not only when it sends.</param>
    public Task<TelegramChat> MovesAsync(TelegramChat chat, long newId, bool isTold = true)
    {
        lock (_gate)
        {
            var moved = chat with { Id = newId, Type = "supergroup" };
            _world.Add(moved);
            _world.Moved[chat.Id] = newId;
            var person = new TelegramPerson(1, "Owner");
            if (!isTold) return Task.FromResult(moved);
            var message = _world.PersonMessage(
                chat, person, "", new() { Fields = $$"""{"migrate_to_chat_id": {{newId}}}""" });
            _methods.Queue("message", message);
            return Task.FromResult(moved);
        }
    }

    /// <summary>An update as it is, such as a recorded one.</summary>
    public void Queue(string update)
    {
        lock (_gate) _methods.Queue(JsonNode.Parse(update)!.AsObject());
    }

    /// <summary>The next call of a method fails like that; several are taken in order.</summary>
    public void Fail(string method, TelegramFault fault) => _faults.GetOrAdd(method, _ => new()).Enqueue(fault);

    /// <summary>The next message or change of a message that people see.</summary>
    public Task<TelegramSent> NextSentAsync() => NextAsync(_sent.Reader);

    /// <summary>The arguments of the next call of a method, also of one that failed.</summary>
    public Task<JsonObject> NextCallAsync(string method) => NextAsync(Calls(method).Reader);

    /// <summary>Whether the bot has sent more than was taken by <see cref="NextSentAsync"/>.</summary>
    public bool HasSentMore => _sent.Reader.TryPeek(out _);

    /// <summary>How many commands the bot's menu has.</summary>
    public int MenuLength
    {
        get
        {
            lock (_gate) return _methods.MenuLength;
        }
    }

    /// <summary>The updates that Telegram still keeps, because no offset has passed them.</summary>
    public IReadOnlyList<long> Unconfirmed
    {
        get
        {
            lock (_gate) return [.. _world.Waiting.Select(update => update.Id)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _delivering;
        await _application.DisposeAsync();
        _ending.Dispose();
    }

    private TelegramChat Add(TelegramChat chat)
    {
        lock (_gate) _world.Add(chat);
        return chat;
    }

    private Channel<JsonObject> Calls(string method) =>
        _calls.GetOrAdd(method, _ => Channel.CreateUnbounded<JsonObject>());

    private static async Task<T> NextAsync<T>(ChannelReader<T> reader)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limits.Signal);
        return await reader.ReadAsync(limit.Token);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ending.Token);
        try
        {
            var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
            if (path is ["file", var fileBot, .. var file])
                await GiveFileAsync(context, fileBot, string.Join('/', file));
            else if (path is [var bot, var method] && bot.StartsWith("bot", StringComparison.Ordinal))
                await AnswerAsync(context, bot[3..], method, both.Token);
            else
                await WriteAsync(context, TelegramAnswer.Error(404, "Not Found"));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private async Task GiveFileAsync(HttpContext context, string bot, string path)
    {
        byte[]? content;
        lock (_gate)
            content = bot == "bot" + AcceptedToken ? _world.Files.GetValueOrDefault(path.Split('/')[^1]) : null;
        if (content is null)
            await WriteAsync(context, TelegramAnswer.Error(404, "Not Found"));
        else
            await context.Response.Body.WriteAsync(content);
    }

    private async Task AnswerAsync(
        HttpContext context, string token, string method, CancellationToken cancellationToken)
    {
        if (token != AcceptedToken)
        {
            await WriteAsync(context, TelegramAnswer.Error(401, "Unauthorized"));
            return;
        }

        var call = await TelegramCall.ReadAsync(context.Request, method, cancellationToken);
        Calls(method).Writer.TryWrite(call.Arguments);
        var fault = _faults.TryGetValue(method, out var faults) && faults.TryDequeue(out var next) ? next : null;
        if (fault is { IsFrozen: true }) await Task.Delay(Timeout.Infinite, cancellationToken);
        if (fault is { Loss: TelegramLoss.Before })
        {
            context.Abort();
            return;
        }

        if (fault is { PageStatus: { } status })
        {
            context.Response.StatusCode = status;
            if (fault.RetryAfter is { } seconds) context.Response.Headers.RetryAfter = $"{seconds}";
            await context.Response.WriteAsync("<html><body>A proxy's page</body></html>", cancellationToken);
            return;
        }

        var answer = fault is { Code: { } code }
            ? TelegramAnswer.Error(code, fault.Description, fault.RetryAfter, fault.MigrateTo)
            : await _methods.CallAsync(call, cancellationToken);
        if (fault is { Loss: TelegramLoss.After })
            context.Abort();
        else if (fault is { Loss: TelegramLoss.AmidAnswer })
            await CutAsync(context, answer);
        else if (fault is { IsGarbage: true })
            await context.Response.WriteAsync("{\"ok\":tru", cancellationToken);
        else
            await WriteAsync(context, answer);
    }

    private static async Task WriteAsync(HttpContext context, TelegramAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Body.ToJsonString());
    }

    private static async Task CutAsync(HttpContext context, TelegramAnswer answer)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body.ToJsonString());
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
