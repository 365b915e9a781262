namespace AgentGateway.Terminal.Status;

/// <summary>
/// How to read one program's titles and screens, as a data file says it. Rules are tried in order; the first that fits
/// decides.
/// </summary>
public sealed record PatternFile
{
    public required string Program { get; init; }

    /// <summary>The versions whose screens were looked at.</summary>
    public required string Versions { get; init; }

    /// <summary>The names of the program's file by which it is known.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required IReadOnlyList<PatternRule> Titles { get; init; }

    public required IReadOnlyList<PatternRule> Screens { get; init; }

    /// <summary>Recorded screens and their statuses; a test tries every one.</summary>
    public required IReadOnlyList<PatternExample> Examples { get; init; }
}

/// <summary>
/// When <paramref name="Pattern"/> is found in the title, or in the last <paramref name="Lines"/> lines that are not
/// blank, it means <paramref name="Status"/>.
/// </summary>
/// <param name="Lines">0 looks at the whole screen.</param>
/// <param name="Reason">The meaning, for people.</param>
public sealed record PatternRule(string Status, string Pattern, string Reason, int Lines = 0);

/// <summary>A recorded title or screen and its status; null where nothing can be told.</summary>
public sealed record PatternExample(
    string Of, string? Status, string? Title = null, IReadOnlyList<string>? Screen = null);
