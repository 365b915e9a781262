using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls.Sessions;

/// <summary>The operator's calls about sessions beyond the tools, in one table.</summary>
internal static class SessionCalls
{
    public static IEnumerable<ControlCall> All(
        SessionService sessions,
        SessionOutput outputs,
        SessionHistory histories,
        SessionChangeFeed changes,
        string tmuxSocket) =>
    [
        new SessionCall<SessionHistoryView>("session_history", () => ViewJson.Plain.SessionHistoryView,
            (_, session, token) => histories.HistoryAsync(session, token)),
        new SessionCall<ScreenView>("session_screen_revealed", () => ViewJson.Plain.ScreenView,
            (request, session, token) => outputs.ScreenAsync(
                new(session, request.Text("format"), (int?)request.Number("scrollback"), Reveal: true), token)),
        new SessionCall<OutputView>("session_output_revealed", () => ViewJson.Plain.OutputView,
            (request, session, token) => outputs.ReadAsync(
                new(
                    session,
                    request.Number("offset"),
                    (int?)request.Number("max_bytes"),
                    request.Text("format"),
                    Reveal: true), token)),
        new SessionFollowCall(sessions, outputs, changes),
        new SessionExportCall(outputs),
        new SessionChangesCall(changes),
        new SessionTmuxCall(sessions, tmuxSocket),
    ];
}
