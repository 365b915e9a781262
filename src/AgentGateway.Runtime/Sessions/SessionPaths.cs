using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sessions;

/// <summary>The paths of sessions on this machine, and the daemon's environment. The host knows them.</summary>
/// <param name="Directory">A folder for each session: <c>DATA/sessions</c>. Only this user can read it.</param>
/// <param name="TmuxSocket">The private tmux server's socket, at most 100 bytes.</param>
/// <param name="SecretsDirectory">A file for each stored secret: <c>DATA/secrets</c>.</param>
/// <param name="HiddenPaths">Paths that a sandbox hides: the data directory and the sockets.</param>
/// <param name="Environment">The daemon's own environment.</param>
public sealed record SessionPaths(
    string Directory, string TmuxSocket, string SecretsDirectory, IReadOnlyList<string> HiddenPaths,
        IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>With links resolved, because a sandbox hides real paths only.</summary>
    public IReadOnlyList<string> HiddenPaths { get; } =
    [
        .. HiddenPaths.Select(path => RealPath.Leading(path) ?? path).Distinct(),
    ];

    /// <summary>For a gateway without sessions: each one is refused.</summary>
    internal static SessionPaths None { get; } = new("", "", "", [], new Dictionary<string, string>());

    /// <summary>
    /// Whether this process is the gateway's alone, so that all that descends from it is inside; false in a process
    /// that does other things too.
    /// </summary>
    public bool OwnsProcess { get; init; }

    /// <summary>
    /// The person's own files that say how screens are read: <c>DATA/status</c>; null without a data directory.
    /// </summary>
    public string? PatternDirectory =>
        Directory.Length == 0 ? null : Path.Combine(Path.GetDirectoryName(Directory)!, "status");

    /// <summary>The address under which hooks report; null while the daemon does not listen for HTTP.</summary>
    public Func<Uri?> HookBase { get; init; } = () => null;
}
