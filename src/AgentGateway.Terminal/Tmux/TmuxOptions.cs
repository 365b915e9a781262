using AgentGateway.Posix;

namespace AgentGateway.Terminal.Tmux;

/// <summary>Where our private tmux server lives.</summary>
public sealed record TmuxOptions
{
    /// <summary>The tmux program.</summary>
    public required string ProgramPath { get; init; }

    /// <summary>
    /// An absolute path for the server's socket: one per data directory, in a directory that only this user may enter.
    /// At most 100 bytes, for the system has no room for more.
    /// </summary>
    public required string SocketPath { get; init; }

    /// <summary>A directory of ours, made if it is missing, for the pipes through which output comes.</summary>
    public required string PipeDirectory { get; init; }

    /// <summary>
    /// Words before a program and its arguments that make it the process to which orphans among its descendants return
    /// (<c>ThisProcess.AdoptOrphans</c>); empty where there are none, and then orphans of terminals leave the server.
    /// </summary>
    public IReadOnlyList<string> Adopting { get; init; } = [];

    /// <summary>Variables that <see cref="Adopting"/> needs; the server does not get them.</summary>
    public IReadOnlyDictionary<string, string> AdoptingEnvironment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Lines that tmux itself keeps of each terminal: they are what adoption can show of the time without a daemon.
    /// </summary>
    public int HistoryLines { get; init; } = 2_000;

    /// <summary>How long tmux may take to answer a command.</summary>
    public TimeSpan AnswerWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Looks for tmux where the given PATH leads; null when it is not installed.</summary>
    public static string? FindProgram(string? path) => SearchPath.Find("tmux", path);
}
