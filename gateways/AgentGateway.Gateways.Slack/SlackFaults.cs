using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>What Slack's error codes mean for what may be done next.</summary>
internal static class SlackFaults
{
    /// <param name="needed">The scope that is missing, as Slack names it; null where it is about none.</param>
    public static ChatException Of(string method, string code, string? needed)
    {
        var (kind, hint) = Meaning(code, needed);
        return new(kind, $"Slack refused {method}: {Shown(code)}.") { Hint = hint };
    }

    private static (ChatFaultKind Kind, string? Hint) Meaning(string code, string? needed) => code switch
    {
        "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive" or "invalid_token"
            or "user_removed_from_team" =>
            (ChatFaultKind.BadToken, "Copy the token again from the app's page at api.slack.com/apps."),
        "missing_scope" => (ChatFaultKind.Misconfigured,
            "Add the scope "
            + (needed is null ? "that agw doctor names" : Shown(needed))
            + " under OAuth & Permissions, and install the app again."),
        "not_allowed_token_type" or "no_permission" => (ChatFaultKind.Misconfigured,
            "BotToken begins with xoxb- and AppToken with xapp-; they may have been swapped."),
        "access_denied" or "ekm_access_denied" or "org_login_required" or "team_access_not_granted" or "team_disabled"
            or "two_factor_setup_required" or "accesslimited" or "app_not_found" =>
            (ChatFaultKind.Misconfigured, "An administrator of the workspace has to allow the app."),
        "ratelimited" or "rate_limited" or "message_limit_exceeded" => (ChatFaultKind.RateLimited, null),
        "service_unavailable" or "team_added_to_org" or "request_timeout" => (ChatFaultKind.Unavailable, null),
        "internal_error" or "fatal_error" => (ChatFaultKind.InDoubt, null),
        "msg_too_long" or "msg_blocks_too_long" or "file_too_large" or "post_too_large" =>
            (ChatFaultKind.TooLarge, null),
        "not_in_channel" or "channel_not_found" or "is_archived" or "channel_is_archived" or "thread_not_found"
            or "cannot_reply_to_message" or "restricted_action" or "restricted_action_read_only_channel"
            or "restricted_action_thread_only_channel" or "restricted_action_non_threadable_channel"
            or "cannot_dm_bot" or "user_disabled" or "user_not_found" or "user_not_visible" or "users_not_found" =>
            (ChatFaultKind.Closed, code is "not_in_channel" ? "Invite the bot with /invite in the channel." : null),
        "messages_tab_disabled" => (ChatFaultKind.Closed,
            "Turn the Messages Tab on under App Home, so that the bot can write direct messages."),
        _ => (ChatFaultKind.Refused, null),
    };

    /// <summary>A code comes from outside: only what a code consists of is shown.</summary>
    private static string Shown(string code)
    {
        var shown = string.Concat(
            code.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' or ',' or '.' or '-')
                .Take(80));
        return shown.Length == 0 ? "an unknown error" : shown;
    }
}
