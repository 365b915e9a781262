namespace AgentGateway.Domain.Policy;

/// <summary>What the shell reader, <c>AgentGateway.ShellPolicy</c>, found out about a command.</summary>
/// <param name="Commands">
/// The words of every command that was found in it, also behind wrappers and in quoted scripts; a word that is not
/// known before it runs is <c>$</c>.
/// </param>
/// <param name="Paths">The paths that it is known to read, write or delete.</param>
/// <param name="Facts">What a person who approves it should know, each in a few words.</param>
public sealed record CommandFindings(
    IReadOnlyList<IReadOnlyList<string>> Commands,
    IReadOnlyList<PathFact> Paths,
    IReadOnlyList<string> Facts)
{
    /// <summary>The reason of a hard deny, which no rule and no person lifts; null when it may be allowed.</summary>
    public string? HardDeny { get; init; }

    /// <summary>It reads the gateway's own directory, which only the person at the local command line may.</summary>
    public bool ReadsGateway { get; init; }

    /// <summary>
    /// The words, where the line is one plain command without shell syntax, wrapper or interpreter; otherwise null.
    /// </summary>
    public IReadOnlyList<string>? Argv { get; init; }
}
