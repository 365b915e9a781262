namespace AgentGateway.Terminal.Piped;

/// <summary>A program to start with pipes instead of a terminal. Nothing is inherited.</summary>
public sealed record PipedRequest
{
    /// <summary>A path, or a name that is looked up in the PATH of <see cref="Environment"/>.</summary>
    public required string Program { get; init; }

    /// <summary>Without the program's own name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>An absolute path.</summary>
    public required string Directory { get; init; }

    /// <summary>The whole environment but for <see cref="Mark"/>.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>
    /// A value that no other program is given: letters, digits, <c>-</c>, <c>_</c> and <c>/</c>. It finds what the
    /// program started, also what left its process group.
    /// </summary>
    public required string Mark { get; init; }

    // The environment may hold secrets.
    public override string ToString() => $"{Mark}: {Program}";
}
