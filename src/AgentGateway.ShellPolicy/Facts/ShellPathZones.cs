namespace AgentGateway.ShellPolicy.Facts;

/// <summary>
/// What the caller knows of where paths lie. The reader has no table of secrets and workspaces of its own, so that a
/// path in a command and a path in an argument are judged by the same one. All of it is pure: the same path has the
/// same answer while one command is read.
/// </summary>
/// <param name="ZoneOf">The zone of a normal, absolute path.</param>
/// <param name="LooksSecret">
/// Whether a path is known by its names to hold a secret, wherever it lies; the path may hold placeholders.
/// </param>
/// <param name="SecretNames">
/// Names of files and directories that hold secrets, for patterns that may expand to one of them.
/// </param>
public sealed record ShellPathZones(
    Func<string, ShellPathZone> ZoneOf, Func<string, bool> LooksSecret, IReadOnlyCollection<string> SecretNames)
{
    /// <summary>Whether writing a normal, absolute path of a workspace decides what is executed later.</summary>
    public required Func<string, bool> RunsLater { get; init; }

    /// <summary>The same of a path in the home directory, which reaches out of every workspace.</summary>
    public required Func<string, bool> RunsLaterAtHome { get; init; }
}
