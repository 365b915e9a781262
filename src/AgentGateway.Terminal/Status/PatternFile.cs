namespace AgentGateway.Terminal.Status;

/// <summary>
/// How to read the titles and screens of a program, as a data file says it. The reader of JSON gives null to lists that
/// a file leaves out, whatever they begin with here.
/// </summary>
public sealed record PatternFile
{
    /// <summary>The program, as people call it.</summary>
    public required string Program { get; init; }

    /// <summary>agent, shell, repl, viewer or any.</summary>
    public required string Kind { get; init; }

    /// <summary>The name that an agent gives itself as a client, such as <c>claude-code</c>.</summary>
    public string? Client { get; init; }

    /// <summary>The names of the program's file, or of its script, by which it is known.</summary>
    public IReadOnlyList<string> Names { get => field ?? []; init; } = [];

    /// <summary>The npm packages by which it is known, where an interpreter runs it.</summary>
    public IReadOnlyList<string> Packages { get => field ?? []; init; } = [];

    /// <summary>Finds its version on its screen: the pattern's first group.</summary>
    public string? Version { get; init; }

    /// <summary>Tried in order; of the titles and of the screen the first that fits decides.</summary>
    public required IReadOnlyList<PatternRule> Rules { get; init; }
}
