namespace AgentGateway.Domain.Policy;

/// <summary>What the shell reader, <c>AgentGateway.ShellPolicy</c>, found out about a command.</summary>
/// <param name="Risk">At least R2: something is executed.</param>
/// <param name="Commands">
/// The words of every command that was found in it, also behind wrappers and in quoted scripts; a word that is not
/// known before it runs is <c>$</c>.
/// </param>
/// <param name="Paths">The paths that it is known to read, write or delete.</param>
/// <param name="Facts">What a person who approves it should know, each in a few words.</param>
public sealed record CommandFindings(
    RiskClass Risk,
    IReadOnlyList<IReadOnlyList<string>> Commands,
    IReadOnlyList<PathFact> Paths,
    IReadOnlyList<string> Facts)
{
    /// <summary>The reason of a hard deny, which no rule and no person lifts; null when it may be allowed.</summary>
    public string? HardDeny { get; init; }

    /// <summary>
    /// The words, where the line is one plain command without shell syntax, wrapper or interpreter; otherwise null.
    /// </summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>
    /// False where it runs the content of a file or what a person types, because the same words may do something else
    /// the next time.
    /// </summary>
    public bool MayBeRemembered { get; init; } = true;

    /// <summary>Every command in it is known only to read, and reads inside the workspace.</summary>
    public bool ReadOnly { get; init; }
}
