using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>What came of something that Slack sent.</summary>
internal sealed record SlackReading
{
    public IReadOnlyList<InboundEvent> Events { get; init; } = [];

    /// <summary>Why it was not understood, as one sentence; null where it was, or is of no interest.</summary>
    public string? Skipped { get; init; }

    /// <summary>What ends the connection; null for nothing.</summary>
    public ChatException? Fault { get; init; }

    /// <summary>Nothing that the gateway keeps.</summary>
    public static SlackReading Nothing { get; } = new();

    public static SlackReading Of(InboundEvent happened) => new() { Events = [happened] };

    public static SlackReading NotUnderstood(string reason) => new() { Skipped = reason };
}
