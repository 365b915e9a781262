using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>The methods of the Bot API that the server has.</summary>
internal sealed class TelegramMethods(TelegramWorld world, Lock gate, ChannelWriter<TelegramSent> sent)
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _polling;
    private JsonNode _menu = new JsonArray();

    public bool SeesAll { get; set; }

    /// <summary>The webhook that is set; null for none.</summary>
    public (string Url, string Secret)? Webhook { get; private set; }

    public int MenuLength => _menu.AsArray().Count;

    public TelegramWorld World => world;

    /// <summary>Completes when there is a new update, or another webhook.</summary>
    public Task Changed => _changed.Task;

    public void Queue(string kind, JsonObject content)
    {
        world.AddUpdate(kind, content.DeepClone().AsObject());
        Signal();
    }

    public void Queue(JsonObject update)
    {
        world.AddUpdate(update);
        Signal();
    }

    public async Task<TelegramAnswer> CallAsync(TelegramCall call, CancellationToken cancellationToken)
    {
        if (call.Method == "getUpdates") return await GetUpdatesAsync(call, cancellationToken);
        lock (gate)
            return call.Method switch
            {
                "getMe" => TelegramAnswer.Result(new JsonObject
                {
                    ["id"] = TelegramServer.BotId, ["is_bot"] = true, ["first_name"] = "Gateway",
                    ["username"] = TelegramServer.BotName, ["can_join_groups"] = true,
                    ["can_read_all_group_messages"] = SeesAll, ["supports_inline_queries"] = false,
                }),
                "setWebhook" => SetWebhook(call),
                "deleteWebhook" => SetWebhook(new("deleteWebhook", [])),
                "getWebhookInfo" => TelegramAnswer.Result(new JsonObject
                {
                    ["url"] = Webhook?.Url ?? "", ["has_custom_certificate"] = false,
                    ["pending_update_count"] = world.Waiting.Count,
                }),
                "getMyCommands" => TelegramAnswer.Result(_menu.DeepClone()),
                "setMyCommands" => SetMenu(call),
                "sendMessage" or "sendDocument" => Send(call),
                "editMessageText" or "editMessageCaption" => Edit(call),
                "sendChatAction" => Refusal(call) ?? TelegramAnswer.True,
                "sendMessageDraft" => Refusal(call) ?? Text(call, "text").Refused ?? TelegramAnswer.True,
                "setMessageReaction" => React(call),
                "answerCallbackQuery" => call.Text("text")?.Length > 200
                    ? TelegramAnswer.Error(400, "Bad Request: MESSAGE_TOO_LONG")
                    : TelegramAnswer.True,
                "getFile" => GetFile(call),
                _ => TelegramAnswer.Error(404, "Not Found"),
            };
    }

    private async Task<TelegramAnswer> GetUpdatesAsync(TelegramCall call, CancellationToken cancellationToken)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hold = Task.Delay(TimeSpan.FromSeconds(call.Number("timeout") ?? 0), TimeProvider.System, mine.Token);
        lock (gate)
        {
            if (Webhook is not null)
                return TelegramAnswer.Error(
                    409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first");
            // The newer poll ends the older one.
            _polling?.Cancel();
            _polling = mine;
            if (call.Number("offset") is { } offset) world.Confirm(offset);
        }

        try
        {
            while (true)
            {
                Task changed;
                lock (gate)
                {
                    if (world.Waiting.Count > 0 || hold.IsCompleted)
                        return TelegramAnswer.Result(new JsonArray(
                        [
                            .. world.Waiting.Take((int)(call.Number("limit") ?? 100))
                                .Select(update => (JsonNode)update.Update.DeepClone()),
                        ]));
                    changed = Changed;
                }

                await Task.WhenAny(changed, hold);
                mine.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TelegramAnswer.Error(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
        }
        finally
        {
            lock (gate)
                if (_polling == mine)
                    _polling = null;
            // The hold is a timer that would stay.
            await mine.CancelAsync();
        }
    }

    private TelegramAnswer SetWebhook(TelegramCall call)
    {
        Webhook = call.Text("url") is { Length: > 0 } url ? (url, call.Text("secret_token") ?? "") : null;
        Signal();
        return TelegramAnswer.True;
    }

    private TelegramAnswer SetMenu(TelegramCall call)
    {
        _menu = call.Arguments["commands"]!.DeepClone();
        return TelegramAnswer.True;
    }

    private TelegramAnswer React(TelegramCall call) =>
        world.Message(call.Number("chat_id") ?? 0, call.Number("message_id") ?? 0) is null
            ? TelegramAnswer.Error(400, "Bad Request: message to react not found")
            : TelegramAnswer.True;

    private TelegramAnswer GetFile(TelegramCall call) =>
        call.Text("file_id") is { } id && world.Files.TryGetValue(id, out var file)
            ? file.Length > 20_000_000
                ? TelegramAnswer.Error(400, "Bad Request: file is too big")
                : TelegramAnswer.Result(new JsonObject
                {
                    ["file_id"] = id, ["file_unique_id"] = id, ["file_size"] = file.Length,
                    ["file_path"] = $"documents/{id}",
                })
            : TelegramAnswer.Error(400, "Bad Request: invalid file_id");

    private TelegramAnswer Send(TelegramCall call)
    {
        if (Refusal(call) is { } refusal) return refusal;
        var chat = world.Chat(call.Number("chat_id")!.Value)!;
        if (call.ReplyTo is { } replied && world.Message(chat.Id, replied) is null
            && (bool?)call.Arguments["reply_parameters"]!["allow_sending_without_reply"] is not true)
            return TelegramAnswer.Error(400, "Bad Request: message to be replied not found");
        var isFile = call.Method == "sendDocument";
        if (isFile && call.File is null)
            return TelegramAnswer.Error(400, "Bad Request: there is no document in the request");
        var (text, markup, refused) = Text(call, isFile ? "caption" : "text");
        if (refused is not null) return refused;
        var (rows, badButton) = Buttons(call);
        if (badButton is not null) return badButton;
        var message = world.BotMessage(chat, call.Number("message_thread_id"), call.ReplyTo);
        message[isFile ? "caption" : "text"] = text;
        message["markup"] = markup;
        if (isFile) message["document"] = new JsonObject { ["file_name"] = call.FileName };
        if (rows.Count > 0) message["reply_markup"] = call.Arguments["reply_markup"]!.DeepClone();
        sent.TryWrite(new(call.Method, chat.Id, (long)message["message_id"]!, text, markup, rows)
        {
            Topic = call.Number("message_thread_id"),
            ReplyTo = (long?)message["reply_to_message"]?["message_id"],
            IsSilent = call.IsTrue("disable_notification"),
            FileName = call.FileName,
            File = call.File,
        });
        return TelegramAnswer.Result(message.DeepClone());
    }

    private TelegramAnswer Edit(TelegramCall call)
    {
        if (Refusal(call) is { } refusal) return refusal;
        var field = call.Method == "editMessageText" ? "text" : "caption";
        if (world.Message(call.Number("chat_id")!.Value, call.Number("message_id") ?? 0) is not { } message)
            return TelegramAnswer.Error(400, "Bad Request: message to edit not found");
        if ((long)message["from"]!["id"]! != TelegramServer.BotId)
            return TelegramAnswer.Error(400, "Bad Request: message can't be edited");
        if (field == "text" && message["document"] is not null)
            return TelegramAnswer.Error(400, "Bad Request: there is no text in the message to edit");
        var (text, markup, refused) = Text(call, field);
        if (refused is not null) return refused;
        var (rows, badButton) = Buttons(call);
        if (badButton is not null) return badButton;
        var keyboard = rows.Count > 0 ? call.Arguments["reply_markup"]!.DeepClone() : null;
        if ((string?)message[field] == text && (string?)message["markup"] == markup
            && JsonNode.DeepEquals(message["reply_markup"], keyboard))
            return TelegramAnswer.Error(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                    + "same as a current content and reply markup of the message");
        (message[field], message["markup"]) = (text, markup);
        message.Remove("reply_markup");
        if (keyboard is not null) message["reply_markup"] = keyboard;
        sent.TryWrite(new(
            call.Method, call.Number("chat_id")!.Value, call.Number("message_id")!.Value, text, markup, rows));
        return TelegramAnswer.Result(message.DeepClone());
    }

    /// <summary>Why a chat cannot be written to; null where it can.</summary>
    private TelegramAnswer? Refusal(TelegramCall call)
    {
        var id = call.Number("chat_id") ?? 0;
        if (world.Moved.TryGetValue(id, out var newId))
            return TelegramAnswer.Error(
                400, "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: newId);
        if (world.Shut.Contains(id))
            return TelegramAnswer.Error(
                403,
                id > 0
                    ? "Forbidden: bot was blocked by the user"
                    : "Forbidden: bot was kicked from the supergroup chat");
        if (world.Chat(id) is not { } chat) return TelegramAnswer.Error(400, "Bad Request: chat not found");
        return call.Number("message_thread_id") is { } topic && !(chat.IsForum && world.Topics.Contains((id, topic)))
            ? TelegramAnswer.Error(400, "Bad Request: message thread not found")
            : null;
    }

    private static (string Shown, string Markup, TelegramAnswer? Refused) Text(TelegramCall call, string field)
    {
        var markup = call.Text(field) ?? "";
        var shown = call.Text("parse_mode") == "HTML" ? TelegramHtml.Shown(markup) : markup;
        if (shown is null)
            return ("", markup, TelegramAnswer.Error(400, "Bad Request: can't parse entities: tags do not match"));
        shown = shown.Trim();
        if (Encoding.UTF8.GetByteCount(markup) > 1 << 15)
            return ("", markup, TelegramAnswer.Error(400, "Bad Request: text is too long"));
        if (field == "caption" && shown.Length > 1024)
            return ("", markup, TelegramAnswer.Error(400, "Bad Request: message caption is too long"));
        if (shown.Length > 4096) return ("", markup, TelegramAnswer.Error(400, "Bad Request: message is too long"));
        return field == "text" && shown.Length == 0
            ? ("", markup, TelegramAnswer.Error(400, "Bad Request: message text is empty"))
            : (shown, markup, null);
    }

    private static (List<IReadOnlyList<(string Label, string Data)>> Rows, TelegramAnswer? Refused) Buttons(
        TelegramCall call)
    {
        var rows = new List<IReadOnlyList<(string Label, string Data)>>();
        foreach (var row in call.Arguments["reply_markup"]?["inline_keyboard"]?.AsArray() ?? [])
        {
            List<(string Label, string Data)> buttons =
                [.. row!.AsArray().Select(button => ((string)button!["text"]!, (string)button["callback_data"]!))];
            if (buttons.Any(button => Encoding.UTF8.GetByteCount(button.Data) is 0 or > 64 || button.Label.Length == 0))
                return ([], TelegramAnswer.Error(400, "Bad Request: BUTTON_DATA_INVALID"));
            rows.Add(buttons);
        }

        return (rows, null);
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
