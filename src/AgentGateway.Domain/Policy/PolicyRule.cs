namespace AgentGateway.Domain.Policy;

/// <summary>
/// One rule: a decision, and the calls that it is about. A property that is not set fits every call. In patterns
/// <c>*</c> stands for any characters (in a path: within one name, <c>**</c> across names), every other character for
/// itself.
/// </summary>
/// <param name="Id">Shown to people as the rule that decided.</param>
public sealed record PolicyRule(string Id, PolicyDecision Decision, PolicySource Source)
{
    /// <summary>
    /// A pattern of agents. <c>client</c> fits every client, <c>client:claude-code</c> those that give that name.
    /// </summary>
    public string? Agent { get; init; }

    /// <summary>A pattern of tools.</summary>
    public string? Tool { get; init; }

    /// <summary>Holds in this thread only.</summary>
    public string? Thread { get; init; }

    /// <summary>
    /// Fits calls up to this risk. An allowing rule without it reaches up to R2, so that a rule allows R3 only where a
    /// person wrote R3 down; no rule allows R4.
    /// </summary>
    public RiskClass? UpTo { get; init; }

    /// <summary>
    /// The words of a command. A last word <c>*</c> stands for any further words; within a word <c>*</c> is a pattern,
    /// unless <see cref="Exact"/>. An allowing rule fits only where this command is the whole line; an asking or
    /// denying rule fits where the command stands anywhere in the line, also behind wrappers.
    /// </summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>The words of <see cref="Argv"/> are taken to the letter.</summary>
    public bool Exact { get; init; }

    /// <summary>The directory in which the command runs: exactly this one.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// A pattern of paths, relative ones from the workspace. An allowing rule fits where every path of the call fits,
    /// another rule where one of them does.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>A pattern of hosts; <c>*.example.org</c> fits <c>example.org</c>, too.</summary>
    public string? Host { get; init; }

    /// <summary>Canonical arguments: exactly these.</summary>
    public string? Arguments { get; init; }

    /// <summary>Why, for people.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// The rule that an approval with <c>always</c> (or, with a thread, <c>session</c>) leaves behind: this agent's
    /// same command in the same directory, or the same tool with the same arguments.
    /// </summary>
    public static PolicyRule Remember(string id, PolicyRequest request, PolicyVerdict verdict, bool forThread) => new(
        id, PolicyDecision.Allow, forThread ? PolicySource.Session : PolicySource.Always)
    {
        Agent = request.Agent,
        Tool = request.Tool,
        Thread = forThread ? request.Thread : null,
        Argv = verdict.Argv,
        Exact = verdict.Argv is not null,
        Arguments = request.Arguments,
        Directory = request.Command?.Directory,
    };
}
