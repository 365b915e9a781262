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

    /// <summary>Paths as they were given, relative ones from the workspace.</summary>
    public IReadOnlyList<(string Path, PathUse Use)> Paths { get; init; } = [];

    /// <summary>A shell line that would be run.</summary>
    public string? Line { get; init; }

    /// <summary>The line is typed to the program of a terminal, which need not be a shell.</summary>
    public bool Typed { get; init; }

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

    /// <summary>The id of the session to whose program the line is given; null where it is given to none.</summary>
    public string? Session { get; init; }

    /// <summary>The host of the address that it fetches.</summary>
    public string? Host { get; init; }

    /// <summary>The sandbox that it would run in: <c>none</c>, <c>bwrap</c> …; null where nothing runs.</summary>
    public string? Sandbox { get; init; }

    /// <summary>
    /// One line for people that says what would happen; null for the tool's name with its most important argument.
    /// </summary>
    public string? Summary { get; init; }

    /// <summary>The diff, where there is one.</summary>
    public string? Preview { get; init; }

    /// <summary>What the call itself is worth, where that is more than its tool.</summary>
    public RiskClass Risk { get; init; }
}
