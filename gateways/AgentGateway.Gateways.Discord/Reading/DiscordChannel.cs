namespace AgentGateway.Gateways.Discord.Reading;

/// <summary>A channel or thread.</summary>
/// <param name="Guild">Null for a direct message.</param>
/// <param name="Parent">Of a thread the channel that it is in; of a channel its category or nothing.</param>
internal sealed record DiscordChannel(string Id, DiscordChannelKind Kind, string? Guild, string? Parent, string? Name)
{
    /// <summary>The newest message when Discord told of the channel; null where it has none or takes none itself.</summary>
    public string? LastMessageId { get; init; }

    public bool IsThread => Kind == DiscordChannelKind.Thread;
}

internal enum DiscordChannelKind
{
    Direct,
    Channel,
    Thread,
}
