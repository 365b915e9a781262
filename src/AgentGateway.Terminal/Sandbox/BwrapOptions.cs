namespace AgentGateway.Terminal.Sandbox;

/// <summary>Which files a sandboxed program does not see.</summary>
/// <param name="ProgramPath">The bwrap program.</param>
/// <param name="HiddenDirectories">Shown empty inside; files that are written there are gone at the end.</param>
/// <param name="HiddenFiles">Shown as empty files inside; a socket cannot be connected to.</param>
public sealed record BwrapOptions(
    string ProgramPath, IReadOnlyList<string> HiddenDirectories, IReadOnlyList<string> HiddenFiles)
{
    /// <summary>Directories and files that stay as they are, also inside of a hidden one.</summary>
    public IReadOnlyList<string> Visible { get; init; } = [];

    /// <summary>
    /// Shows the system, to be read, and what is <see cref="Visible"/>, and nothing else of the machine's files; no
    /// network.
    /// </summary>
    public bool Strict { get; init; }
}
