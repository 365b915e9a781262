namespace AgentGateway.Gateways.Slack;

/// <summary>The bot as <c>auth.test</c> names it.</summary>
/// <param name="UserId">As people mention it.</param>
/// <param name="BotId">As its messages carry it; null where Slack does not say.</param>
/// <param name="Team">The name of its workspace.</param>
/// <param name="Scopes">What its token may do; null where Slack does not say.</param>
internal sealed record SlackBot(
    string UserId, string? BotId, string Name, string Team, IReadOnlyList<string>? Scopes = null);
