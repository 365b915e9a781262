namespace AgentGateway.Runtime.Imports;

/// <summary>What to import, as the command line hands it over: unchecked text.</summary>
/// <param name="Program">claude or codex.</param>
/// <param name="Root">The directory in which the program keeps its files.</param>
public sealed record ImportRequest(string Program, string Root)
{
    /// <summary>Only conversations whose file changed since then.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only conversations that took place in this directory or below it.</summary>
    public string? Directory { get; init; }

    /// <summary>Reads everything and changes nothing.</summary>
    public bool IsTrial { get; init; }
}
