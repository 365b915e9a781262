namespace AgentGateway.Terminal.Backends;

/// <summary>A program to start in a new terminal. No shell is involved, and nothing is inherited.</summary>
public sealed record TerminalRequest
{
    /// <summary>Unique within the backend: letters, digits, <c>-</c> and <c>_</c>, at most 64.</summary>
    public required string Name { get; init; }

    /// <summary>A path, or a name that is looked up in the PATH of <see cref="Environment"/>.</summary>
    public required string Program { get; init; }

    /// <summary>Without the program's own name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>An absolute path.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// The whole environment. A backend adds or changes nothing but <c>TERM</c>, where its terminal is another than the
    /// one named.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public TerminalSize Size { get; init; } = TerminalSize.Usual;

    /// <summary>
    /// Without a terminal the program's output and errors come through pipes, so that they can be told apart, and it
    /// has no input. Only the backend <c>pty</c> can do without.
    /// </summary>
    public bool HasTerminal { get; init; } = true;

    /// <summary>
    /// A variable of <see cref="Environment"/> whose value no other session has. It proves later that a process is of
    /// this session.
    /// </summary>
    public string? MarkVariable { get; init; }

    internal string? Mark =>
        MarkVariable is { } name && Environment.TryGetValue(name, out var value) ? $"{name}={value}" : null;

    // The environment may hold secrets.
    public override string ToString() => $"{Name}: {Program}";
}
