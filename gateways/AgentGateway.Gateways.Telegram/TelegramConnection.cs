using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Wire;

namespace AgentGateway.Gateways.Telegram;

/// <summary>
/// A bot's connection to Telegram: it polls for updates or is called by Telegram, and it sends. All that talks to
/// Telegram is here; what is read and written is in the pure types beside it.
/// </summary>
internal sealed class TelegramConnection : IChatConnection, IChatWebhook
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private const int LiveKeysMax = 1000;
    private const int MovedMax = 1000;

    /// <summary>How long Telegram holds a poll.</summary>
    private static readonly TimeSpan PollTime = TimeSpan.FromSeconds(50);

    /// <summary>While an update is not stored yet, Telegram is asked for others as often as this.</summary>
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    /// <summary>A server that does not hold polls, as emulators do not, is asked no more often than this.</summary>
    private static readonly TimeSpan EmptyPause = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the next message of an album is waited for.</summary>
    private static readonly TimeSpan AlbumPause = TimeSpan.FromMilliseconds(500);

    /// <summary>How often it is looked whether Telegram still calls this daemon.</summary>
    private static readonly TimeSpan WebhookLook = TimeSpan.FromMinutes(5);

    private readonly TelegramAccess _access;
    private readonly IChatHost _host;
    private readonly TimeProvider _time;
    private readonly TelegramClient _client;
    private readonly TelegramPace _pace;
    private readonly TelegramUpdates _updates;
    private readonly TelegramAlbumCalls _albums;
    private readonly HashSet<string> _endedLive = new(StringComparer.Ordinal);

    /// <summary>
    /// Groups that Telegram said go on under another id, so that what was on its way to the old one arrives.
    /// </summary>
    private readonly Dictionary<string, string> _moved = new(StringComparer.Ordinal);

    private readonly Lock _gate = new();
    private volatile ChatAccount? _me;
    private volatile TelegramReader? _receiving;
    private string? _menu;
    private bool _hasDrafts = true;

    public TelegramConnection(TelegramAccess access, IChatHost host, TimeProvider time)
    {
        (_access, _host, _time) = (access, host, time);
        _client = new(access, time);
        _pace = new(time);
        _updates = new(host);
        _albums = new(host, time, AlbumPause);
    }

    public ChatFeatures Features { get; } = new()
    {
        // A text that is sent again may get a few words more, that it may be a duplicate.
        LengthMax = TelegramWriter.TextLengthMax - 96,
        Length = TelegramMarkup.Length,
        LivePause = TimeSpan.FromSeconds(1.1),
        ProgressPause = TimeSpan.FromSeconds(6),
        WorkingPause = TimeSpan.FromSeconds(4),
        RepeatsOnce = false,
        HasLiveText = true,
        FileBytesMax = 50 * 1000 * 1000,
    };

    public string Path => "/gateways/telegram";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var me = await MeAsync(cancellationToken);
        var reader = new TelegramReader(me);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var menu = SetMenuAsync(running.Token);
        try
        {
            if (_access.WebhookUrl is null)
                await PollAsync(me, reader, cancellationToken);
            else
                await BeCalledAsync(me, reader, cancellationToken);
        }
        finally
        {
            _receiving = null;
            await running.CancelAsync();
            await menu;
        }
    }

    public async Task<WebhookAnswer> HandleAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        if (_access.WebhookUrl is null) return new(404);
        if (!IsSecret(request.Header(SecretHeader))) return new(401);
        if (_receiving is not { } reader) return new(503);
        TelegramUpdate read;
        try
        {
            using var update = JsonDocument.Parse(request.Body);
            read = reader.Read(update.RootElement);
        }
        catch (JsonException)
        {
            read = new(null, null, "Telegram called with something that is no update.");
        }

        if (read.Skipped is { } reason) _host.Warn(reason);
        try
        {
            if (read is { Album: not null, Event: InboundMessage part })
                await _albums.TakeAsync(read, part, cancellationToken);
            else if (read.Event is { } happened)
                await _host.ReceiveAsync(happened, cancellationToken);
            return new(200);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It was not stored, so Telegram has to bring it again.
            return new(503);
        }
    }

    public async Task<string> SendAsync(
        ChatAddress address, OutboundMessage message, CancellationToken cancellationToken)
    {
        address = Now(address);
        var text = TelegramMarkup.Render(message.Markdown, TelegramWriter.IsGroup(address.Chat));
        var hasText = !string.IsNullOrWhiteSpace(message.Markdown);
        if (message.File is not { } file) return await SendTextAsync(address, message, text, cancellationToken);
        var fits = text.Plain.Length <= TelegramWriter.CaptionLengthMax;
        var sent = await AsMarkupOrPlainAsync(
            isPlain => DocumentAsync(address, message, file, hasText && fits ? text : null, isPlain, cancellationToken),
            address,
            cancellationToken);
        if (!hasText || fits) return MessageId(sent);
        try
        {
            return await SendTextAsync(address, message with { File = null }, text, cancellationToken);
        }
        catch (ChatException fault) when (fault.Kind != ChatFaultKind.BadToken)
        {
            throw new ChatException(
                ChatFaultKind.InDoubt, $"The file was sent, and its text was not: {fault.Message}", fault)
            {
                RetryAfter = fault.RetryAfter,
            };
        }
    }

    public async Task EditAsync(
        ChatAddress address, string messageId, OutboundMessage message, CancellationToken cancellationToken)
    {
        var text = TelegramMarkup.Render(message.Markdown, TelegramWriter.IsGroup(address.Chat));
        try
        {
            await EditAsync("editMessageText", "text");
        }
        catch (ChatException fault) when (TelegramFaults.IsUnchanged(fault))
        {
            // It shows that text already.
        }
        catch (ChatException fault) when (TelegramFaults.IsCaption(fault))
        {
            try
            {
                await EditAsync("editMessageCaption", "caption");
            }
            catch (ChatException unchanged) when (TelegramFaults.IsUnchanged(unchanged))
            {
                // It shows that text already.
            }
        }

        Task EditAsync(string method, string field) => AsMarkupOrPlainAsync(
            isPlain => _client.CallAsync(
                method, TelegramWriter.Edit(address, messageId, message, field, text, isPlain), cancellationToken),
            address,
            cancellationToken);
    }

    public async Task ShowWorkingAsync(ChatAddress address, CancellationToken cancellationToken)
    {
        address = Now(address);
        await InChatAsync(
            address,
            () => _client.CallAsync("sendChatAction", TelegramWriter.Typing(address), cancellationToken),
            cancellationToken);
    }

    public async Task MarkQueuedAsync(ChatAddress address, string messageId, CancellationToken cancellationToken) =>
        await InChatAsync(
            address,
            () => _client.CallAsync(
                "setMessageReaction", TelegramWriter.Reaction(address, messageId, "👀"), cancellationToken),
            cancellationToken);

    /// <summary>A draft, which is no message and goes away by itself.</summary>
    public async Task<string?> ShowLiveAsync(
        ChatAddress address, LiveText live, CancellationToken cancellationToken)
    {
        if (TelegramWriter.IsGroup(address.Chat) || !MayShowLive(live.Key) || !_pace.IsFree(address.Chat)) return null;
        var text = TelegramMarkup.Render(live.Markdown, isGroup: false);
        if (text.Plain.Length > TelegramWriter.TextLengthMax) return null;
        try
        {
            await InChatAsync(
                address,
                () => _client.CallAsync(
                    "sendMessageDraft", TelegramWriter.Draft(address, DraftId(live.Key), text), cancellationToken),
                cancellationToken);
        }
        catch (ChatException fault)
        {
            lock (_gate)
            {
                // A refusal without a cause in the chat says that this server or this bot has no drafts.
                if (fault.Kind == ChatFaultKind.Refused) _hasDrafts = false;
                if (_endedLive.Count >= LiveKeysMax) _endedLive.Clear();
                _endedLive.Add(live.Key);
            }
        }

        return null;
    }

    public async Task AnswerPressAsync(string answer, string? text, CancellationToken cancellationToken) =>
        await _client.CallAsync("answerCallbackQuery", TelegramWriter.AnswerPress(answer, text), cancellationToken);

    public Task AnswerPrivatelyAsync(string answer, OutboundMessage message, CancellationToken cancellationToken) =>
        throw new ChatException(ChatFaultKind.Refused, "Telegram has no private answers to messages.");

    public async Task<ChatAddress> OpenDirectAsync(string personId, CancellationToken cancellationToken)
    {
        if (!long.TryParse(personId, CultureInfo.InvariantCulture, out var id) || id <= 0)
            throw new ChatException(ChatFaultKind.Refused, $"\"{personId}\" is no id of a person on Telegram.");
        var me = _me ?? await MeAsync(cancellationToken);
        return new(TelegramPlatform.PlatformName, me.Id, id.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<byte[]> DownloadAsync(string reference, long bytesMax, CancellationToken cancellationToken)
    {
        var file = await _client.CallAsync("getFile", new JsonObject { ["file_id"] = reference }, cancellationToken);
        if (file.Number("file_size") > bytesMax)
            throw new ChatException(ChatFaultKind.TooLarge, $"The file is larger than {bytesMax} bytes.");
        return file.Text("file_path") is { } path
            ? await _client.DownloadAsync(path, bytesMax, cancellationToken)
            : throw new ChatException(ChatFaultKind.Refused, "Telegram does not give out the file.");
    }

    public async Task<IReadOnlyList<ChatProbe>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var me = await _client.CallAsync("getMe", cancellationToken);
            var webhook = await _client.CallAsync("getWebhookInfo", cancellationToken);
            return TelegramProbes.Of(_access, me, webhook);
        }
        catch (ChatException fault) when (fault.Hint is { } hint)
        {
            return [new(fault.Message, hint)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _albums.DisposeAsync();
        _client.Dispose();
    }

    private async Task<ChatAccount> MeAsync(CancellationToken cancellationToken)
    {
        var me = await _client.CallAsync("getMe", cancellationToken);
        if (me.Id("id") is not { } id || me.Text("username") is not { Length: > 0 } name)
            throw new ChatException(ChatFaultKind.Unavailable, "Telegram answered getMe without an id or a name.");
        return _me = new(id, name);
    }

    private async Task PollAsync(ChatAccount me, TelegramReader reader, CancellationToken cancellationToken)
    {
        await _client.CallAsync("deleteWebhook", TelegramWriter.DeleteWebhook(), cancellationToken);
        var isConnected = false;
        try
        {
            while (true)
            {
                // The first poll is answered at once, and shows whether another program polls.
                var wait = isConnected && _updates.AllStored ? PollTime : TimeSpan.Zero;
                var asked = _time.GetTimestamp();
                var updates = await WholeAlbumsAsync(
                    await _client.UpdatesAsync(_updates.Offset, wait, cancellationToken), cancellationToken);
                if (isConnected && updates is { ValueKind: JsonValueKind.Array } && updates.GetArrayLength() == 0
                    && _time.GetElapsedTime(asked) < EmptyPause)
                    await Task.Delay(EmptyPause, _time, cancellationToken);
                if (!isConnected) _host.Connected(me);
                isConnected = true;
                _updates.Take(reader, updates, cancellationToken);
                await _updates.StoredAsync(StorePause, _time, cancellationToken);
            }
        }
        catch (OperationCanceledException lost) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChatException(
                ChatFaultKind.Unavailable, "An update could not be stored; Telegram gives it again.", lost);
        }
        finally
        {
            await _updates.EndAsync();
        }
    }

    /// <summary>
    /// The same updates, and more where they end amid an album: its messages come one by one within a moment. They are
    /// asked for from the same offset, so nothing is acknowledged by it.
    /// </summary>
    private async Task<JsonElement> WholeAlbumsAsync(JsonElement updates, CancellationToken cancellationToken)
    {
        while (TelegramAlbums.MayGoOn(updates) && updates.GetArrayLength() < TelegramWriter.UpdatesMax)
        {
            await Task.Delay(AlbumPause, _time, cancellationToken);
            var again = await _client.UpdatesAsync(_updates.Offset, TimeSpan.Zero, cancellationToken);
            if (again.ValueKind != JsonValueKind.Array || again.GetArrayLength() <= updates.GetArrayLength()) break;
            updates = again;
        }

        return updates;
    }

    private async Task BeCalledAsync(ChatAccount me, TelegramReader reader, CancellationToken cancellationToken)
    {
        await _client.CallAsync("setWebhook", TelegramWriter.SetWebhook(_access), cancellationToken);
        _receiving = reader;
        _host.Connected(me);
        while (true)
        {
            await Task.Delay(WebhookLook, _time, cancellationToken);
            var webhook = await _client.CallAsync("getWebhookInfo", cancellationToken);
            if (webhook.Text("url") != _access.WebhookUrl)
                throw new ChatException(ChatFaultKind.OtherReceiver, "Another program took the bot's webhook away.");
            if (TelegramProbes.LastError(webhook) is { } error) _host.Warn(error);
        }
    }

    /// <summary>
    /// Sets the menu of commands where it is another than Telegram has; without it the bot works as well.
    /// </summary>
    private async Task SetMenuAsync(CancellationToken cancellationToken)
    {
        var menu = TelegramWriter.SetMyCommands(_host.Commands);
        if (menu.ToJsonString() is var wanted && wanted == _menu) return;
        try
        {
            var known = await _client.CallAsync("getMyCommands", cancellationToken);
            if (!TelegramWriter.IsMenu(menu, known)) await _client.CallAsync("setMyCommands", menu, cancellationToken);
            _menu = wanted;
        }
        catch (ChatException fault)
        {
            _host.Warn($"The menu of commands could not be set: {fault.Message}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over; the next one sets it.
        }
    }

    private async Task<string> SendTextAsync(
        ChatAddress address, OutboundMessage message, TelegramText text, CancellationToken cancellationToken) =>
        MessageId(await AsMarkupOrPlainAsync(
            isPlain => _client.CallAsync(
                "sendMessage", TelegramWriter.SendMessage(address, message, text, isPlain), cancellationToken),
            address,
            cancellationToken));

    private async Task<JsonElement> DocumentAsync(
        ChatAddress address, OutboundMessage message, OutboundFile file, TelegramText? caption, bool isPlain,
        CancellationToken cancellationToken)
    {
        using var form = new MultipartForm();
        foreach (var (name, value) in TelegramWriter.SendDocument(address, message, caption, isPlain))
            form.AddText(name, value is JsonValue plain ? plain.ToString() : value!.ToJsonString());
        form.AddFile("document", file.Name, file.ContentType, file.Content);
        return await _client.CallAsync("sendDocument", form, cancellationToken);
    }

    /// <summary>
    /// Calls with markup, and once again as plain text where Telegram cannot read the markup, so that no text is lost
    /// for its form.
    /// </summary>
    private async Task<JsonElement> AsMarkupOrPlainAsync(
        Func<bool, Task<JsonElement>> call, ChatAddress address, CancellationToken cancellationToken)
    {
        await _pace.WaitAsync(address.Chat, cancellationToken);
        try
        {
            return await InChatAsync(address, () => call(false), cancellationToken);
        }
        catch (ChatException fault) when (TelegramFaults.IsMarkup(fault))
        {
            return await InChatAsync(address, () => call(true), cancellationToken);
        }
    }

    /// <summary>Calls something of a chat, and hears when the chat is limited or has moved.</summary>
    private async Task<JsonElement> InChatAsync(
        ChatAddress address, Func<Task<JsonElement>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (ChatException fault)
        {
            if (fault is { Kind: ChatFaultKind.RateLimited, RetryAfter: { } rest }) _pace.Rest(address.Chat, rest);
            if (TelegramFaults.NewChat(fault) is { } newChat)
            {
                lock (_gate)
                {
                    if (_moved.Count >= MovedMax) _moved.Clear();
                    _moved[address.Chat] = newChat;
                }

                await _host.ReceiveAsync(
                    new InboundMoved($"moved:{address.Chat}:{newChat}", address with { Thread = null }, newChat),
                    cancellationToken);
            }

            throw;
        }
    }

    /// <summary>The address as it is now, where the chat has moved.</summary>
    private ChatAddress Now(ChatAddress address)
    {
        lock (_gate)
            return _moved.TryGetValue(address.Chat, out var newChat) ? address with { Chat = newChat } : address;
    }

    private bool MayShowLive(string key)
    {
        lock (_gate) return _hasDrafts && !_endedLive.Contains(key);
    }

    /// <summary>The same number for the same answer, and never 0.</summary>
    private static int DraftId(string key) =>
        (BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(key))) & int.MaxValue) | 1;

    private bool IsSecret(string? given) =>
        given is not null && _access.WebhookSecret.Length > 0
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(_access.WebhookSecret)));

    private static string MessageId(JsonElement sent) =>
        sent.Id("message_id")
        ?? throw new ChatException(ChatFaultKind.InDoubt, "Telegram did not say which message it sent.");
}
