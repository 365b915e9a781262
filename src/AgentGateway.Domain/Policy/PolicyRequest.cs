namespace AgentGateway.Domain.Policy;

/// <summary>
/// A call to be judged, with the facts that the daemon gathered about it. Nothing in here is a claim of the model about
/// its call: paths are resolved through links, the program was looked up, and the base risk is the tool's own.
/// </summary>
public sealed record PolicyRequest
{
    /// <summary>
    /// Who calls: an agent's id, or for a direct call of an MCP connection <c>client</c>, with the name that the client
    /// gives itself (<c>client:claude-code</c>).
    /// </summary>
    public required string Agent { get; init; }

    public required string Tool { get; init; }

    /// <summary>The arguments as <see cref="CanonicalJson"/> writes them.</summary>
    public required string Arguments { get; init; }

    /// <summary>The lowest risk of the tool, for all arguments. Facts raise it and never lower it.</summary>
    public required RiskClass BaseRisk { get; init; }

    public required PathZones Zones { get; init; }

    /// <summary>
    /// The directory in which this caller works, all links followed; null for none, and then every path is outside.
    /// </summary>
    public string? Workspace { get; init; }

    /// <summary>The thread that the call belongs to, for rules that hold for one thread.</summary>
    public string? Thread { get; init; }

    /// <summary>Paths that the call names, beside those of its command.</summary>
    public IReadOnlyList<PathFact> Paths { get; init; } = [];

    public CommandFacts? Command { get; init; }

    /// <summary>
    /// The id of the session to whose program the command is given. The shell there may have another directory and
    /// environment than a rule assumes, so no rule about commands allows it.
    /// </summary>
    public string? Session { get; init; }

    /// <summary>The host of the address that the call fetches.</summary>
    public string? Host { get; init; }

    /// <summary>The sandbox of the program that the call starts; null where it starts none.</summary>
    public SandboxProfile? Sandbox { get; init; }

    /// <summary>
    /// False where the same call does something else the next time: input, restarts, shells and scripts.
    /// </summary>
    public bool MayBeRemembered { get; init; } = true;

    /// <summary>Names of the stored secrets that its program is given.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>
    /// Whether the person at the local command line makes this call, who may do everything except what a hard deny
    /// forbids.
    /// </summary>
    public bool Local { get; init; }
}

/// <param name="Path">As it was given.</param>
/// <param name="Real">Absolute, all links followed as far as the path exists.</param>
public sealed record PathFact(string Path, string Real, PathUse Use);

/// <summary>What a call does with a path.</summary>
public enum PathUse
{
    Read,
    Write,
    Delete,
}

/// <summary>A command that the call would run.</summary>
/// <param name="Directory">Where it runs, all links followed.</param>
/// <param name="Findings">
/// What the shell reader found, for the workspace that <see cref="CallWorkspace"/> found.
/// </param>
public sealed record CommandFacts(string Directory, CommandFindings Findings);
