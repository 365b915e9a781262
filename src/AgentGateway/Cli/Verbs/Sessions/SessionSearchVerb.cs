using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session search WORDS</c>: lines that any session printed.</summary>
internal static class SessionSearchVerb
{
    public static Command Create()
    {
        var words = new Argument<string[]>("WORDS") { Description = "Words in any order, or a \"quoted phrase\"", Arity = ArgumentArity.OneOrMore };
        var session = new Option<string>("--session-id", "--session") { Description = "Only in this session", HelpName = "SESSION" };
        var since = new Option<string>("--since") { Description = "Since a time (ISO 8601), or for so long: 10m, 2h, 3d", HelpName = "TIME" };
        var severity = new Option<string>("--severity") { Description = "debug, info, warning or error: that bad or worse", HelpName = "LEVEL" };
        severity.AcceptOnlyFromAmong("debug", "info", "warning", "error");
        var limit = new Option<int?>("--limit") { Description = "At most so many", HelpName = "N" };
        var command = VerbContext.Command("search",
            """
            Search everything that sessions printed, newest first. Secrets are not in it.

            Examples:
              agw session search '"connection refused"' --since 2h
              agw session search timeout --severity error --session build
            """,
            (context, parsed) => context.AskAsync("session_search",
                Arguments.Of(("query", string.Join(' ', parsed.GetValue(words)!)), ("session_id", parsed.GetValue(session)), ("since", parsed.GetValue(since)),
                    ("severity", parsed.GetValue(severity)), ("limit", parsed.GetValue(limit))),
                answer => Screen.Table(["SESSION", "AT", "SEVERITY", "OFFSET", "TEXT"], Show.List(answer, "hits").Select(hit => (string[])
                [
                    Show.Text(hit, "session_name") is { Length: > 0 } name ? name : Show.Text(hit, "session_id"), Show.Time(hit, "at"),
                    Show.Text(hit, "severity"), Show.Text(hit, "offset"), Show.Text(hit, "snippet"),
                ]))));
        command.Add(words);
        foreach (var option in (Option[])[session, since, severity, limit]) command.Add(option);
        return command;
    }
}
