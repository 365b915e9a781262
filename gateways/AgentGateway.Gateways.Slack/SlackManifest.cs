namespace AgentGateway.Gateways.Slack;

/// <summary>The manifest from which a person makes the Slack app.</summary>
internal static class SlackManifest
{
    /// <summary>What the bot's token must be allowed.</summary>
    public static IReadOnlyList<string> Scopes { get; } =
    [
        "app_mentions:read", "channels:history", "channels:read", "chat:write", "commands", "files:read", "files:write",
        "groups:history", "groups:read", "im:history", "im:write", "mpim:history", "reactions:write", "users:read",
    ];

    private static readonly string[] Events =
    [
        "app_mention", "app_uninstalled", "channel_archive", "channel_deleted", "channel_id_changed", "channel_left",
        "group_archive", "group_deleted", "group_left", "message.channels", "message.groups", "message.im",
        "message.mpim", "tokens_revoked",
    ];

    public static string Text { get; } =
        $"""
        display_information:
          name: AgentGateway
          description: Threads, agents and approvals of your AgentGateway
        features:
          app_home:
            home_tab_enabled: false
            messages_tab_enabled: true
            messages_tab_read_only_enabled: false
          bot_user:
            display_name: agw
            always_online: true
          slash_commands:
            - command: /agw
              description: Commands of AgentGateway
              usage_hint: help
              should_escape: false
        oauth_config:
          scopes:
            bot:
        {List(Scopes, 6)}
        settings:
          event_subscriptions:
            bot_events:
        {List(Events, 6)}
          interactivity:
            is_enabled: true
          org_deploy_enabled: false
          socket_mode_enabled: true
          token_rotation_enabled: false
        """;

    private static string List(IEnumerable<string> items, int indent) =>
        string.Join('\n', items.Select(item => new string(' ', indent) + "- " + item));
}
