using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session resize SESSION COLUMNS ROWS</c>.</summary>
internal static class SessionResizeVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var columns = new Argument<int>("COLUMNS");
        var rows = new Argument<int>("ROWS");
        var command = VerbContext.Command("resize", "Give a session's terminal another size.",
            (context, parsed) => context.AskAsync("session_resize",
                Arguments.Of(("session_id", parsed.GetValue(session)), ("columns", parsed.GetValue(columns)), ("rows", parsed.GetValue(rows))),
                answer => Screen.Line($"{Show.Text(answer.GetProperty("session"), "columns")}x{Show.Text(answer.GetProperty("session"), "rows")}")));
        command.Add(session);
        command.Add(columns);
        command.Add(rows);
        return command;
    }
}
