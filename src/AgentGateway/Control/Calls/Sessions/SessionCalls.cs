using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls.Sessions;

/// <summary>The operator's calls about sessions beyond the tools, in one table.</summary>
internal static class SessionCalls
{
    public static IEnumerable<ControlCall> All(SessionService sessions, string tmuxSocket) =>
    [
        new SessionCall<SessionEnvelope>("session_clone", () => ViewJson.Plain.SessionEnvelope,
            (request, session, token) => sessions.CloneAsync(request.Caller, session, request.Text("name"), token)),
        new SessionCall<SessionHistoryView>("session_history", () => ViewJson.Plain.SessionHistoryView,
            (_, session, token) => sessions.HistoryAsync(session, token)),
        new SessionCall<SnapshotView>("session_snapshot", () => ViewJson.Plain.SnapshotView,
            (request, session, token) =>
                sessions.SnapshotAsync(request.Caller, session, request.Text("reason"), token)),
        new SessionCall<QueuedCommandEnvelope>("session_dequeue", () => ViewJson.Plain.QueuedCommandEnvelope,
            (request, session, token) =>
                sessions.DequeueAsync(request.Caller, session, request.Text("command_id") ?? "", token)),
        new SessionFollowCall(sessions),
        new SessionExportCall(sessions),
        new SessionChangesCall(sessions),
        new SessionTmuxCall(sessions, tmuxSocket),
    ];
}
