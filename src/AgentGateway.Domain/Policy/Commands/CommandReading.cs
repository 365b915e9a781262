namespace AgentGateway.Domain.Policy.Commands;

/// <summary>What a command was understood to be.</summary>
/// <param name="Risk">At least R2: something is executed.</param>
/// <param name="Commands">The words of every command that was found in it, also behind wrappers and in quoted scripts; words that are not known before it runs stand as <c>$</c>.</param>
/// <param name="Paths">What it is known to do with which paths.</param>
/// <param name="Facts">What a person who is asked should know, each in a few words.</param>
public sealed record CommandReading(
    RiskClass Risk, IReadOnlyList<IReadOnlyList<string>> Commands, IReadOnlyList<PathFact> Paths, IReadOnlyList<string> Facts)
{
    /// <summary>Why nothing can approve it; null when somebody may.</summary>
    public string? Floor { get; init; }

    /// <summary>Its words, when it is one plain command: no shell's doing, no wrapper, no interpreter, nothing that is not known beforehand.</summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>False where it runs what a file says or somebody types: then its words are no promise of what it does the next time.</summary>
    public bool MayBeRemembered { get; init; } = true;

    /// <summary>Every command in it is known only to read, and inside the workspace.</summary>
    public bool ReadOnly { get; init; }
}
