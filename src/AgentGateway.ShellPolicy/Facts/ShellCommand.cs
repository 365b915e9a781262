namespace AgentGateway.ShellPolicy.Facts;

/// <summary>A command as it would run: a shell line, or the words of a program without a shell.</summary>
/// <param name="Line">One shell line; null when <paramref name="Argv"/> is given.</param>
/// <param name="Directory">Where it runs: absolute, links followed.</param>
public sealed record ShellCommand(string? Line, IReadOnlyList<string>? Argv, string Directory)
{
    /// <summary>
    /// Where paths that <see cref="ShellReader.Mentions"/> named lead through links on the disk. Paths that are not in
    /// it lead nowhere else.
    /// </summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The line is text that is typed to a program which may be a shell or an editor: only what is denied without
    /// exception counts.
    /// </summary>
    public bool Typed { get; init; }

    /// <summary>Names of variables that the call sets for the command.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];
}
