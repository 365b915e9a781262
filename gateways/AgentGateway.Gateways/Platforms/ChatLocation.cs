namespace AgentGateway.Gateways.Platforms;

/// <summary>Where in the platform a conversation is, as allow-lists name it.</summary>
/// <param name="IsDirect">Between one person and the bot alone.</param>
/// <param name="Channel">The chat or channel; of a thread its parent.</param>
/// <param name="Guild">The Discord guild; null elsewhere.</param>
/// <param name="Title">What the platform calls it, for people; null where it has no title.</param>
public sealed record ChatLocation(bool IsDirect, string Channel, string? Guild = null, string? Title = null);
