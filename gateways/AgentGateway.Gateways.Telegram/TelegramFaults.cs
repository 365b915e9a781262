using System.Net;
using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Telegram;

/// <summary>What an answer of the Bot API means. Pure.</summary>
internal static class TelegramFaults
{
    private const int DescriptionLengthMax = 300;

    /// <summary>How descriptions of refusals begin or go on, and what they mean; the first that fits counts.</summary>
    private static readonly (string Words, ChatFaultKind Kind)[] Descriptions =
    [
        ("chat not found", ChatFaultKind.Closed),
        ("group chat was upgraded", ChatFaultKind.Unavailable),
        ("group chat was deactivated", ChatFaultKind.Closed),
        ("message thread not found", ChatFaultKind.Closed),
        ("topic_closed", ChatFaultKind.Closed),
        ("topic_deleted", ChatFaultKind.Closed),
        ("topic_id_invalid", ChatFaultKind.Closed),
        ("not enough rights", ChatFaultKind.Closed),
        ("have no rights", ChatFaultKind.Closed),
        ("chat_write_forbidden", ChatFaultKind.Closed),
        ("user is deactivated", ChatFaultKind.Closed),
        ("peer_id_invalid", ChatFaultKind.Closed),
        ("too long", ChatFaultKind.TooLarge),
        ("too_long", ChatFaultKind.TooLarge),
        ("too big", ChatFaultKind.TooLarge),
        ("too large", ChatFaultKind.TooLarge),
    ];

    /// <summary>The result of a call.</summary>
    /// <param name="answer">The answer; undefined where it was no JSON.</param>
    /// <exception cref="ChatException">It was refused, or is no answer of the Bot API.</exception>
    public static JsonElement ResultOf(string method, HttpStatusCode status, TimeSpan? retryAfter, JsonElement answer)
    {
        var ok = answer.Field("ok");
        if (ok.ValueKind == JsonValueKind.True && (int)status is >= 200 and < 300) return answer.Field("result");
        throw ok.ValueKind == JsonValueKind.False
            ? Refusal(method, (int?)answer.Number("error_code") ?? (int)status, retryAfter, answer)
            : Strange(method, (int)status, retryAfter);
    }

    /// <summary>The id under which a group goes on, where a refusal names it.</summary>
    public static string? NewChat(ChatException fault) => (string?)fault.Data[nameof(NewChat)];

    /// <summary>What Telegram said; empty where the fault is not from it.</summary>
    public static string Description(ChatException fault) => (string?)fault.Data[nameof(Description)] ?? "";

    /// <summary>Whether the markup was at fault, so that the same as plain text may be accepted.</summary>
    public static bool IsMarkup(ChatException fault) =>
        fault.Kind == ChatFaultKind.Refused && Says(fault, "can't parse entities");

    /// <summary>Whether the message shows already what it was to show.</summary>
    public static bool IsUnchanged(ChatException fault) =>
        fault.Kind == ChatFaultKind.Refused && Says(fault, "message is not modified");

    /// <summary>Whether the message is a file, whose text is a caption.</summary>
    public static bool IsCaption(ChatException fault) =>
        fault.Kind == ChatFaultKind.Refused && Says(fault, "no text in the message to edit");

    private static bool Says(ChatException fault, string words) =>
        Description(fault).Contains(words, StringComparison.OrdinalIgnoreCase);

    private static ChatException Refusal(string method, int code, TimeSpan? retryAfter, JsonElement answer)
    {
        var said = answer.Text("description") ?? "";
        if (said.Length > DescriptionLengthMax) said = said[..DescriptionLengthMax];
        var parameters = answer.Field("parameters");
        var newChat = parameters.Id("migrate_to_chat_id");
        var kind = newChat is not null ? ChatFaultKind.Unavailable : KindOf(method, code, said);
        var fault = new ChatException(kind, Sentence(kind, method, code, said))
        {
            Hint = Hint(kind),
            RetryAfter = parameters.Number("retry_after") is { } seconds
                ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 3600))
                : retryAfter,
        };
        fault.Data[nameof(NewChat)] = newChat;
        fault.Data[nameof(Description)] = said;
        return fault;
    }

    /// <summary>
    /// An answer that the Bot API does not give, from something between it and the daemon. It may have been given after
    /// the call was carried out, except where the status says that it was not.
    /// </summary>
    private static ChatException Strange(string method, int status, TimeSpan? retryAfter)
    {
        var kind = status switch
        {
            401 => ChatFaultKind.BadToken,
            429 => ChatFaultKind.RateLimited,
            413 => ChatFaultKind.TooLarge,
            503 or (>= 300 and < 500) => ChatFaultKind.Unavailable,
            _ => ChatFaultKind.InDoubt,
        };
        return new(kind, $"Telegram answered {method} with {status} and not as the Bot API does.")
        {
            RetryAfter = retryAfter, Hint = Hint(kind),
        };
    }

    private static ChatFaultKind KindOf(string method, int code, string said) => code switch
    {
        401 => ChatFaultKind.BadToken,
        404 when method == "getMe" => ChatFaultKind.BadToken,
        403 => ChatFaultKind.Closed,
        409 => ChatFaultKind.OtherReceiver,
        413 => ChatFaultKind.TooLarge,
        420 or 429 => ChatFaultKind.RateLimited,
        >= 500 => ChatFaultKind.Unavailable,
        _ => Descriptions.Where(known => said.Contains(known.Words, StringComparison.OrdinalIgnoreCase))
            .Select(known => (ChatFaultKind?)known.Kind).FirstOrDefault() ?? ChatFaultKind.Refused,
    };

    private static string Sentence(ChatFaultKind kind, string method, int code, string said) => kind switch
    {
        ChatFaultKind.BadToken => "Telegram does not accept the bot's token.",
        ChatFaultKind.OtherReceiver => "Another program receives the bot's updates with the same token.",
        ChatFaultKind.RateLimited => $"Telegram limits {method} for a while.",
        _ => $"Telegram refused {method} ({code}): {(said.Length > 0 ? said : "no reason given")}",
    };

    private static string? Hint(ChatFaultKind kind) => kind switch
    {
        ChatFaultKind.BadToken =>
            "Send /token to @BotFather, choose the bot, and set Gateways:Telegram:Token to what it answers.",
        ChatFaultKind.OtherReceiver =>
            "Stop the other program, or give it a bot of its own: one token has one receiver.",
        _ => null,
    };
}
