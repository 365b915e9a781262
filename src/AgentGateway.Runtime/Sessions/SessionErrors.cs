using AgentGateway.Domain;
using AgentGateway.Posix;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Refusals of the session service that do not come from the machine or the terminal library.</summary>
internal static class SessionErrors
{
    public static Rejection Unavailable { get; } = new(
        "sessions_unavailable", "Terminal sessions are not available here.",
            "Start the gateway as a daemon with agw serve.");

    public static Rejection NameTaken(string name) => new(
        "name_taken", $"There is a session named '{name}' already.",
            "Choose another name, or remove that session with session_remove.");

    public static Rejection NameInvalid { get; } = new(
        "name_invalid",
            "A session's name has letters, digits, '-', '_' and '.', at most 64, and does not begin with 'ses_'.",
                "Choose another name, or leave it out.");

    public static Rejection TooMany(int most) => new(
        "too_many_sessions", $"{most} sessions run already, which is the most.",
            "Stop sessions that are not needed, or raise Sessions:RunningMax.");

    /// <summary>The refusal for a failure of the operating system, with the codes of the terminal library.</summary>
    public static Rejection NotStarted(Exception failure)
    {
        return failure.HResult switch
        {
            Errno.DescriptorsOfSystem or Errno.DescriptorsOfProcess =>
                new("descriptors_exhausted", "No file descriptor is left for another terminal.",
                    "Stop terminals that are not needed, or raise the limit (ulimit -n)."),
            Errno.NoSpace => new("disk_full", "The disk is full.", "Free some space, then try again."),
            _ => new(
                "start_failed",
                $"The session could not be started: {failure.Message}",
                "Try again; if it stays, the daemon's log may say more."),
        };
    }

    public static Rejection UnknownWorkspace(string name) => new(
        "unknown_workspace", $"There is no workspace '{name}' that is ready.",
            "See them with workspace_list, or make it with workspace_create.");

    public static Rejection DirectoryHidden(string directory) => new(
        "directory_hidden", $"'{directory}' is the gateway's own directory, which a sandboxed session must not see.",
            "Start the session in another directory.");

    public static Rejection HookRefused { get; } = new(
        "hook_refused", "The token is not that session's.",
            "Hooks use AGW_HOOK_URL and AGW_HOOK_TOKEN of their own session, unchanged.");

    public static Rejection HookInvalid(string why) => new(
        "hook_invalid", $"The hook's body cannot be used: {why}.",
            "Send the hook's JSON object as it is, at most 64 KiB.");

    public static Rejection RateLimited { get; } = new(
        "rate_limited", "Hooks of this session come too fast.",
            "At most ten a second are taken; what is left out costs only the status.");

    public static Rejection UnknownReceipt { get; } = new(
        "unknown_receipt", "There is no such receipt.",
            "A session keeps the last 256 receipts of its run; they come from session_send.");

    public static Rejection Invalid(string message, string hint) => new("invalid_argument", message, hint);
}
