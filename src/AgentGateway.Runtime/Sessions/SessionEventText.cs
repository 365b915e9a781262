using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Sessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Events of sessions as sentences for people.</summary>
internal static class SessionEventText
{
    public static string Of(DomainEvent happened) => happened switch
    {
        SessionCreated e => $"Created to run {e.Spec.Program} in {e.Spec.Directory} on {e.Spec.Backend}"
            + (e.Spec.Profile == SandboxProfile.Open ? "." : $", in the sandbox {SandboxProfiles.NameOf(e.Spec.Profile)}."),
        SessionStarting e => $"Starting {Name(e.Phase)} (run {e.Run}).",
        SessionStarted e => $"Started {Name(e.Phase)}, process {e.Child.ProcessId}.",
        SessionAdopted e => $"Taken over by a new daemon, process {e.Child.ProcessId}; output before {e.Gap.Offset} "
            + $"is missing: {e.Gap.Reason}.",
        SessionGapSeen e => $"Output before {e.Gap.Offset} is missing: {e.Gap.Reason}.",
        SessionScriptEnded e => $"The {Name(e.Phase)} {e.Exit}.",
        SessionExited e => $"The program {e.Exit}.",
        SessionStartFailed e => $"Could not start {Name(e.Phase)}: {e.Failure.Message}",
        SessionStopRequested { Failure: { } failure } => $"To be stopped: {failure.Message}",
        SessionStopRequested e => $"{e.By} asked for {Wish(e)}.",
        SessionLost e => e.Failure.Message,
        SessionReaped e => e.Left.Count == 0
            ? "Nothing is left of it."
            : $"Processes that could not be ended: {string.Join(", ", e.Left)}.",
        SessionEnded e => $"Ended: {e.Outcome.ToString().ToLowerInvariant()}.",
        SessionRestarted e => $"To be started anew, run {e.Run}.",
        SessionResized e => $"Resized to {e.Columns} columns and {e.Rows} rows.",
        SessionStatusChanged e => $"Now {e.Status}: {e.Reason}.",
        SessionSnapshotTaken e => $"Snapshot: {e.Reason}.",
        SessionAnnounced => "Its thread was told.",
        SessionRemoved e => $"Removed by {e.By}.",
        SessionForgotten => "Its files are deleted.",
        _ => happened.GetType().Name,
    };

    private static string Wish(SessionStopRequested e) => e switch
    {
        { Remove: true } => "its removal",
        { Restart: true } => "a restart",
        { Force: true } => "its end at once",
        _ => "its end",
    };

    private static string Name(SessionPhase phase) => phase switch
    {
        SessionPhase.Init => "init script",
        SessionPhase.Cleanup => "cleanup script",
        _ => "program",
    };
}
