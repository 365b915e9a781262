using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session snapshot SESSION</c>: marks this moment.</summary>
internal static class SessionSnapshotVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var reason = new Option<string>("--reason") { Description = "Why, in a few words", HelpName = "TEXT" };
        var command = VerbContext.Command("snapshot", "Keep a session's screen, directory and git state as they are now; `agw session history` lists them.",
            (context, parsed) => context.AskAsync("session_snapshot",
                Arguments.Of(("session_id", parsed.GetValue(session)), ("reason", parsed.GetValue(reason))),
                answer => Print(answer, withScreen: true)));
        command.Add(session);
        command.Add(reason);
        return command;
    }

    public static void Print(JsonElement snapshot, bool withScreen)
    {
        Screen.Line($"{Show.Time(snapshot, "at")}  snapshot: {Show.Text(snapshot, "reason")}  {Show.Text(snapshot, "directory")}  {Show.Text(snapshot, "git_branch")}".TrimEnd());
        if (!withScreen) return;
        if (Show.Text(snapshot, "git_state") is { Length: > 0 } state) Screen.Line(state);
        Screen.Line(Show.Text(snapshot, "screen"));
    }
}
