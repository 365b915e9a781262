namespace AgentGateway.Gateways.Platforms;

/// <summary>The settings of a platform, as the gateway needs them.</summary>
public sealed record ChatSettings
{
    public required bool IsEnabled { get; init; }

    /// <summary>Changes when anything of the connection changes, and not when allow-lists do. Has no secrets in it.</summary>
    public required string ConnectionDigest { get; init; }

    /// <summary>What is missing for a connection, as one sentence; null where nothing is.</summary>
    public string? Missing { get; init; }

    public string? DefaultAgent { get; init; }

    public string? Workspace { get; init; }

    /// <summary>The ids of people who may chat.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>Entries <c>ID</c> or <c>ID:R1</c>.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>Whether a group or channel is allowed. Not asked for direct messages.</summary>
    public required Func<ChatLocation, bool> AllowsGroup { get; init; }
}
