using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Sessions;

/// <summary>How terminal sessions are kept: the settings <c>Sessions</c>.</summary>
public sealed class SessionOptions
{
    /// <summary>Sessions that may run at once.</summary>
    public int RunningMax { get; set; } = 256;

    /// <summary>Raw output kept of each session, in bytes.</summary>
    public long RingBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// Names of the daemon's environment that sessions inherit beside the usual ones; <c>X_*</c> stands for all that
    /// begin so.
    /// </summary>
    public IReadOnlyList<string> AllowedEnvironment { get; set; } = [];

    /// <summary>The backend where none is asked for: auto, pty or tmux.</summary>
    public string Backend { get; set; } = "auto";

    /// <summary>How long an init or cleanup script may take, in seconds.</summary>
    public int ScriptSeconds { get; set; } = 300;

    /// <summary>How long a program may take to end after it was asked to, before it is made to, in seconds.</summary>
    public double StopSeconds { get; set; } = 5;

    /// <summary>Terminals of <c>session_run</c> that are kept after their end, the newest ones.</summary>
    public int RunsKept { get; set; } = 50;

    /// <summary>Commands that may wait in one session's queue.</summary>
    public int QueueMax { get; set; } = 200;
}

/// <summary>Where sessions live on this machine; told by the host, not by settings.</summary>
/// <param name="Directory">For rings: <c>DATA/sessions</c>. Made when missing, for this user alone.</param>
/// <param name="TmuxSocket">The private tmux server's socket, at most 100 bytes.</param>
/// <param name="SecretsDirectory">A file for each stored secret: <c>DATA/secrets</c>.</param>
/// <param name="HiddenPaths">What a sandboxed session must not see: the data directory, the sockets.</param>
/// <param name="Environment">The daemon's own environment.</param>
public sealed record SessionPlaces(
    string Directory, string TmuxSocket, string SecretsDirectory, IReadOnlyList<string> HiddenPaths,
        IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>In their real places, because a sandbox covers these and no links.</summary>
    public IReadOnlyList<string> HiddenPaths { get; } =
    [
        .. HiddenPaths.Select(path => RealPath.Leading(path) ?? path).Distinct(),
    ];

    /// <summary>Where there are no sessions: every one is refused.</summary>
    internal static SessionPlaces None { get; } = new("", "", "", [], new Dictionary<string, string>());

    /// <summary>The address of <c>/hooks</c>, once HTTP listens; null where nobody does.</summary>
    public Func<Uri?> HookBase { get; init; } = () => null;

    /// <summary>Whether policy wants sandboxes to show the workspace and the system only.</summary>
    public Func<bool> StrictSandbox { get; init; } = () => false;
}
