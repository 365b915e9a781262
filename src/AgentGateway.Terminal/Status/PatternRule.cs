namespace AgentGateway.Terminal.Status;

/// <summary>When the pattern is found in a place, the program has that status.</summary>
public sealed record PatternRule
{
    public required string Status { get; init; }

    /// <summary>title, screen (its lines that are not blank) or cursor (the line with the cursor).</summary>
    public required string Where { get; init; }

    /// <summary>Of the screen only so many of its last lines count; 0 takes all.</summary>
    public int Lines { get; init; }

    public required string Pattern { get; init; }

    /// <summary>The meaning, for people.</summary>
    public required string Says { get; init; }

    /// <summary>Finds what is asked for in the same text: the pattern's first group.</summary>
    public string? Asked { get; init; }

    /// <summary>Finds when a limit ends in the same text, as it stands there: the pattern's first group.</summary>
    public string? Reset { get; init; }

    /// <summary>From 0 to 1; left out, it is that of the place.</summary>
    public double? Confidence { get; init; }

    /// <summary>The versions to which it applies, such as <c>&gt;=2.1 &lt;3</c>; left out, all.</summary>
    public string? Versions { get; init; }
}
