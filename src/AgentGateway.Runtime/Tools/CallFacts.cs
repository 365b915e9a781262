using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Tools;

/// <summary>
/// What a tool says about one of its calls, read from the arguments alone. The gate finds out the rest: the real
/// paths, the program that a command runs, and its content.
/// </summary>
public sealed record CallFacts
{
    /// <summary>
    /// It touches nothing but the gateway's own records. Compared by reference where calls have to be quick.
    /// </summary>
    public static readonly CallFacts None = new();

    /// <summary>The same of a call that does something else each time.</summary>
    public static readonly CallFacts Once = new() { MayBeRemembered = false };

    /// <summary>
    /// False for what may not be approved for always, because the same call does something else the next time: input
    /// into a session, a restart, a shell, a script.
    /// </summary>
    public bool MayBeRemembered { get; init; } = true;

    /// <summary>
    /// Approved for always it is allowed to every agent and client, because its arguments name the place for which it
    /// is allowed.
    /// </summary>
    public bool IsOfPlace { get; init; }

    /// <summary>Paths as they were given, relative ones from the workspace.</summary>
    public IReadOnlyList<(string Path, PathUse Use)> Paths { get; init; } = [];

    /// <summary>A shell line that would be run.</summary>
    public string? Line { get; init; }

    /// <summary>The line is typed to the program of a terminal, which need not be a shell.</summary>
    public bool Typed { get; init; }

    /// <summary>
    /// The line runs at some time after it was approved, so that files which it names may have changed by then.
    /// </summary>
    public bool IsLater { get; init; }

    /// <summary>The words of a program that would be run without a shell.</summary>
    public IReadOnlyList<string>? Argv { get; init; }

    /// <summary>
    /// The workspace of a direct call whose arguments name a session or a workspace: the directory of that one. Null
    /// for the caller's own, which is also what counts for turns and tasks.
    /// </summary>
    public string? Workspace { get; init; }

    /// <summary>Where it would run; relative ones from the workspace, null for the workspace itself.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// Variables that the call sets for its program. Values are bound by the approval and never shown.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// What else has to be the same when the call is made, such as a commit. An approval is bound to it.
    /// </summary>
    public string? Bound { get; init; }

    /// <summary>The host of the address that it fetches.</summary>
    public string? Host { get; init; }

    /// <summary>What the program that it would start may reach; null where it starts none.</summary>
    public SandboxProfile? Sandbox { get; init; }

    /// <summary>The session whose program would be given the line; null for a program of the call's own.</summary>
    public string? Session { get; init; }

    /// <summary>
    /// One line for people that says what would happen; null for the tool's name with its most important argument.
    /// </summary>
    public string? Summary { get; init; }

    /// <summary>The diff, where there is one.</summary>
    public string? Preview { get; init; }

    /// <summary>What the call itself is worth, where that is more than its tool.</summary>
    public RiskClass Risk { get; init; }
}
