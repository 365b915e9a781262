namespace AgentGateway.Terminal.Input;

/// <summary>Something to send: text, then keys, then, if <see cref="Submit"/>, Enter.</summary>
public sealed record InputRequest
{
    public string? Text { get; init; }

    /// <summary>Keys by name, as <see cref="KeyBytes"/> knows them.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Bytes that are sent as they are, after text and keys.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    public bool Submit { get; init; }

    /// <summary>Whether the program has switched bracketed paste on.</summary>
    public bool IsBracketed { get; init; }

    /// <summary>Whether the program has switched the cursor keys to application mode.</summary>
    public bool IsApplicationCursor { get; init; }
}
