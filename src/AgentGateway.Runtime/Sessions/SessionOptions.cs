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

    /// <summary>The backend of sessions that name none: auto, pty or tmux.</summary>
    public string Backend { get; set; } = "auto";

    /// <summary>How long an init or cleanup script may take, in seconds.</summary>
    public int ScriptSeconds { get; set; } = 300;

    /// <summary>How long a program may take to end before it is killed, in seconds.</summary>
    public double StopSeconds { get; set; } = 5;

    /// <summary>Terminals of <c>session_run</c> that are kept after their end, the newest ones.</summary>
    public int RunsKept { get; set; } = 50;

    /// <summary>Commands that may wait in one session's queue.</summary>
    public int QueueMax { get; set; } = 200;
}
