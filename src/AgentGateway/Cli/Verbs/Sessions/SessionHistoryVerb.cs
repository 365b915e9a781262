using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session history SESSION</c>: what happened to it.</summary>
internal static class SessionHistoryVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var screens = new Option<bool>("--screens") { Description = "The screens of its snapshots too" };
        var command = VerbContext.Command("history", "Show what happened to a session, oldest first, and the snapshots that were taken of it.",
            (context, parsed) => context.AskAsync("session_history", Arguments.Of(("session_id", parsed.GetValue(session))), answer =>
            {
                foreach (var happened in Show.List(answer, "events"))
                    Screen.Line($"{Show.Time(happened, "at")}  {Show.Text(happened, "type")}  {Show.Text(happened, "text")}  ({Show.Text(happened, "by")})");
                foreach (var snapshot in Show.List(answer, "snapshots")) SessionSnapshotVerb.Print(snapshot, parsed.GetValue(screens));
            }));
        command.Add(session);
        command.Add(screens);
        return command;
    }
}
