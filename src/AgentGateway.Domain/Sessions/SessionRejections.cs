
namespace AgentGateway.Domain.Sessions;

/// <summary>The refusals of sessions, with what to do next.</summary>
public static class SessionRejections
{
    public static Rejection Unknown { get; } = new(
        "unknown_session", "There is no such session.", "List the sessions with session_list.");

    public static Rejection Changed { get; } = new(
        "session_changed", "The session has moved on meanwhile.", "Look at it with session_get.");

    public static Rejection Ended(string label) => new(
        "session_ended", $"The program of {label} has ended.",
            "Start it anew with session_restart, or look at what it printed with session_output.");

    public static Rejection NotStarted(string label) => new(
        "session_not_started", $"The program of {label} does not run yet.", "Try again when its state is running.");

    public static Rejection BeingRemoved(string label) => new(
        "session_removed", $"{label} is being removed.", "Create another session.");

    public static Rejection StillEnding(string label) => new(
        "session_still_ending",
        $"{label} was asked to end and has not ended yet.",
        "It goes on ending by itself. Look at it with session_get, or stop it with force.");

    public static Failure LostElsewhere { get; } = new(
        "session_lost",
        "The session was lost: it ran in the place that this journal was restored or copied from.",
        "Start it anew here with session_restart.");

    public static Failure InitFailed(SessionExit exit) => new(
        "init_failed", $"The init script {exit}.", "Correct the script, then create or restart the session.");

    public static Failure TimeLimit(double seconds) => new(
        "time_limit", $"The session ran longer than its limit of {seconds:0.###} s.", "Give it more time, or none.");

    public static Failure ScriptTimeLimit(SessionPhase phase, int seconds) => new(
        "script_time_limit",
            $"The {(phase == SessionPhase.Init ? "init" : "cleanup")} script took longer than {seconds} s.",
        "Make the script shorter, or raise Sessions:ScriptSeconds.");

    public static Failure Lost(string why) => new(
        "session_lost", $"The session was lost: {why}.",
            "Start it anew with session_restart; sessions of the backend tmux outlive the daemon.");
}
