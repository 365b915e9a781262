namespace AgentGateway.Domain.Policy;

/// <summary>
/// What a command of a call was understood to do; the runtime has it read by <c>AgentGateway.ShellPolicy</c>.
/// </summary>
/// <param name="Risk">At least R2: something is executed.</param>
/// <param name="Commands">
/// The words of every command that was found in it, also behind wrappers and in quoted scripts; words that are not
/// known before it runs stand as <c>$</c>.
/// </param>
/// <param name="Paths">What it is known to do with which paths.</param>
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
    /// Its words, when it is one plain command: nothing for the shell to do, no wrapper, no interpreter. Null
    /// otherwise.
    /// </summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>
    /// False where it runs what a file says or a person types: its words do not tell what it does the next time.
    /// </summary>
    public bool MayBeRemembered { get; init; } = true;

    /// <summary>Every command in it is known only to read, and reads inside the workspace.</summary>
    public bool ReadOnly { get; init; }
}
