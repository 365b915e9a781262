using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session history SESSION</c>: its events and snapshots.</summary>
internal static class SessionHistoryVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var screens = new Option<bool>("--screens") { Description = "The screens of its snapshots too" };
        var command = VerbContext.Command("history",
            """
            Show what happened to a session, oldest first, and the snapshots that were taken of it.

            Example:
              agw session history shell --screens
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.SessionHistory,
                Arguments.Of(("session_id", parsed.GetValue(session))),
                answer =>
                {
                    foreach (var happened in answer.Events)
                        Screen.Line($"{Show.Time(happened.At)}  {happened.Type}  {happened.Text}  ({happened.By})");
                    foreach (var snapshot in answer.Snapshots)
                        SessionSnapshotVerb.Print(snapshot, parsed.GetValue(screens));
                }));
        command.Add(session);
        command.Add(screens);
        return command;
    }
}
