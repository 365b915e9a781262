using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session enqueue SESSION -- COMMAND</c>: a command for when the shell is free.</summary>
internal static class SessionEnqueueVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var words = new Argument<string[]>("COMMAND") { Description = "One shell line, or a program and its arguments", Arity = ArgumentArity.OneOrMore };
        var priority = new Option<string>("--priority") { Description = "low, normal, high or urgent [default: normal]", HelpName = "PRIORITY" };
        priority.AcceptOnlyFromAmong("low", "normal", "high", "urgent");
        var after = new Option<string[]>("--depends-on") { Description = "A command of this queue that must have ended before; may be given several times", HelpName = "CMD" };
        var when = new Option<string>("--when") { Description = "How those must have ended: success, failure, always, exit:N [default: success]", HelpName = "WHEN" };
        var command = VerbContext.Command("enqueue",
            """
            Put a command into the queue of a shell session, and print its id. It runs when the shell is free, also after a restart of the daemon.

            Examples:
              B=$(agw session enqueue shell -- make)
              agw session enqueue shell --depends-on $B -- make test
              agw session enqueue shell --depends-on $B --when failure "tail -50 build.log"
            """,
            (context, parsed) => context.AskAsync("session_enqueue",
                Arguments.Of(("session_id", parsed.GetValue(session)), ("command", ShellLine.OfCommand(parsed.GetValue(words)!)), ("priority", parsed.GetValue(priority)),
                    ("depends_on", parsed.GetValue(after) is { Length: > 0 } ids ? Arguments.List(ids) : null), ("when", parsed.GetValue(when))),
                answer => Screen.Line(Show.Text(answer.GetProperty("command"), "command_id"))));
        command.Add(session);
        command.Add(words);
        foreach (var option in (Option[])[priority, after, when]) command.Add(option);
        return command;
    }
}
