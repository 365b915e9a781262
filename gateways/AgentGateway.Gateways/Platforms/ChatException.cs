namespace AgentGateway.Gateways.Platforms;

/// <summary>A call of a platform failed; <see cref="Kind"/> says what may be done next.</summary>
public sealed class ChatException(ChatFaultKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public ChatFaultKind Kind => kind;

    /// <summary>How long the platform asks to wait; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the person should do, as one sentence; null where there is nothing.</summary>
    public string? Hint { get; init; }
}

/// <summary>What became of a call that failed.</summary>
public enum ChatFaultKind
{
    /// <summary>The platform did nothing and wants to be asked later.</summary>
    RateLimited,

    /// <summary>The platform did nothing: it was not reached, or said so.</summary>
    Unavailable,

    /// <summary>The platform may have done it: the answer was lost.</summary>
    InDoubt,

    /// <summary>It will never be accepted as it is.</summary>
    Refused,

    /// <summary>The text or the file is too large.</summary>
    TooLarge,

    /// <summary>The conversation is gone, or the bot may not write there.</summary>
    Closed,

    /// <summary>The token is wrong or revoked: the gateway stops until the settings change.</summary>
    BadToken,

    /// <summary>Another program receives with the same token.</summary>
    OtherReceiver,

    /// <summary>Something else that only a person can put right; the gateway stops until the settings change.</summary>
    Misconfigured,
}
