namespace AgentGateway.Terminal.Posix;

/// <summary>What is to be started, exactly: nothing is inherited, nothing is searched for.</summary>
/// <param name="ProgramPath">The file to execute.</param>
/// <param name="Arguments">Including the program's own name, as <c>argv[0]</c>.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="Directory">Where it starts; null leaves the daemon's directory.</param>
/// <param name="Input">Where its standard descriptors come from.</param>
internal sealed record SpawnOrder(
    string ProgramPath,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string? Directory,
    SpawnInput Input);

/// <summary>Where a child's standard input, output and errors are.</summary>
internal abstract record SpawnInput
{
    /// <summary>All three are this terminal, which becomes the controlling one.</summary>
    public sealed record Terminal(string SlavePath) : SpawnInput;

    /// <summary>Two pipes; errors go where output goes.</summary>
    public sealed record Pipes(int Reader, int Writer) : SpawnInput;

    /// <summary>Three pipes, and as descriptor 3 the reading end of one that nobody writes to: it ends when we do.</summary>
    public sealed record Guarded(int Reader, int Writer, int Errors, int Life) : SpawnInput;
}
