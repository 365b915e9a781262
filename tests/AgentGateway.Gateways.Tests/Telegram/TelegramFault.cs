namespace AgentGateway.Gateways.Tests.Telegram;

/// <summary>What the server does instead of answering a call as usual.</summary>
internal sealed record TelegramFault
{
    /// <summary>The Bot API's own error, as an answer with this code; the call is not carried out.</summary>
    public int? Code { get; init; }

    public string Description { get; init; } = "";

    public int? RetryAfter { get; init; }

    public long? MigrateTo { get; init; }

    /// <summary>The page of a proxy with this status; the call is not carried out.</summary>
    public int? PageStatus { get; init; }

    /// <summary>The connection is lost: before the call is carried out, after it, or amid the answer to it.</summary>
    public TelegramLoss? Loss { get; init; }

    /// <summary>The call is carried out, and the answer is no JSON.</summary>
    public bool IsGarbage { get; init; }

    /// <summary>The call is held until the caller gives up.</summary>
    public bool IsFrozen { get; init; }

    public static TelegramFault Error(int code, string description) => new() { Code = code, Description = description };

    public static TelegramFault TooMany(int? retryAfter) =>
        new() { Code = 429, Description = "Too Many Requests: retry after", RetryAfter = retryAfter };
}

internal enum TelegramLoss
{
    Before,
    After,
    AmidAnswer,
}
