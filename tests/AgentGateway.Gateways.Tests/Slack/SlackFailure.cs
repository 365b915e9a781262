namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>How the server answers the next call of a method, instead of as usual.</summary>
internal sealed record SlackFailure
{
    public int Status { get; init; } = 200;

    /// <summary>The code of <c>{"ok":false,"error":…}</c>; null for a body that is no JSON.</summary>
    public string? Error { get; init; }

    public string? RetryAfter { get; init; }

    /// <summary>What it says beside the error: the scope that is missing.</summary>
    public string? Needed { get; init; }

    /// <summary>Whether the call has its effect all the same, and only the answer is lost.</summary>
    public bool IsProcessed { get; init; }

    /// <summary>Whether the connection ends instead of an answer.</summary>
    public bool IsAborted { get; init; }
}
