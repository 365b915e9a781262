namespace AgentGateway.ShellPolicy.Facts;

/// <summary>What a command was understood to do.</summary>
/// <param name="Commands">
/// The words of every command that was found in it, also behind wrappers and in quoted scripts; words that are not
/// known before it runs stand as <c>$</c>.
/// </param>
/// <param name="Paths">What it is known to do with which paths.</param>
/// <param name="Facts">What a person who approves it should know, each in a few words.</param>
public sealed record ShellFindings(
    IReadOnlyList<IReadOnlyList<string>> Commands,
    IReadOnlyList<ShellPath> Paths,
    IReadOnlyList<string> Facts)
{
    /// <summary>How a fact begins that says what was not understood.</summary>
    public const string NotUnderstood = "it was not understood: ";

    /// <summary>The reason of a hard deny, which no rule and no person lifts; null when it may be allowed.</summary>
    public string? HardDeny { get; init; }

    /// <summary>It reads the gateway's own directory, which only the person at the local command line may.</summary>
    public bool ReadsGateway { get; init; }

    /// <summary>
    /// Its words, when it is one plain command: nothing for the shell to do, no wrapper, no interpreter, nothing that
    /// is only known when it runs. Null otherwise.
    /// </summary>
    public IReadOnlyList<string>? Argv { get; init; }
}
