using System.Text.Json;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Discord.Api;

/// <summary>What an answer of Discord's that is no success means to the gateway.</summary>
internal static class DiscordFault
{
    private const int MessageLettersMax = 200;

    /// <param name="isRead">Whether the call changes nothing, so that it cannot be in doubt.</param>
    public static ChatException Of(DiscordAnswer answer, bool isRead) => new(
        Kind(answer, isRead), $"Discord answered {answer.Status}: {Message(answer)}.") { Hint = Hint(answer) };

    private static ChatFaultKind Kind(DiscordAnswer answer, bool isRead) => answer switch
    {
        { Status: >= 500 } => isRead ? ChatFaultKind.Unavailable : ChatFaultKind.InDoubt,
        { Status: 413 } or { Code: DiscordCodes.TooLarge } => ChatFaultKind.TooLarge,
        { Code: DiscordCodes.InvalidForm } when IsTooLong(answer.Body) => ChatFaultKind.TooLarge,
        {
            Code: DiscordCodes.UnknownChannel or DiscordCodes.MissingAccess or DiscordCodes.CannotSendToUser
                or DiscordCodes.MissingPermissions or DiscordCodes.ThreadArchived or DiscordCodes.ThreadLocked
        } => ChatFaultKind.Closed,
        _ => ChatFaultKind.Refused,
    };

    private static string? Hint(DiscordAnswer answer) => answer.Code switch
    {
        DiscordCodes.MissingAccess or DiscordCodes.MissingPermissions =>
            "Give the bot's role the permissions of the invite link in that channel: Server Settings, Roles.",
        DiscordCodes.CannotSendToUser =>
            "The person has to allow direct messages: Server, Privacy Settings, Direct Messages.",
        DiscordCodes.ThreadArchived or DiscordCodes.ThreadLocked => "Unlock the thread in Discord.",
        _ => null,
    };

    /// <summary>Discord's word for the error, without what could break a line.</summary>
    private static string Message(DiscordAnswer answer)
    {
        if (answer.Body.Text("message") is not { Length: > 0 } said) return "no reason was given";
        var clean = string.Concat(said.Where(letter => !char.IsControl(letter))).TrimEnd('.');
        var text = clean.Length > MessageLettersMax ? clean[..MessageLettersMax] : clean;
        return answer.Code == 0 ? text : $"{text} (code {answer.Code})";
    }

    private static bool IsTooLong(JsonElement body) =>
        body.Object("errors")?.Object("content") is { } content
        && content.Items("_errors").Any(error => error.Text("code") == "BASE_TYPE_MAX_LENGTH");
}
