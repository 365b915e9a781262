using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread handoff THREAD AGENT [REASON]</c>: another agent owns the thread.</summary>
internal static class ThreadHandoffVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var agent = new Argument<string>("AGENT") { Description = "The agent's id or alias" };
        var reason = new Argument<string[]>("REASON") { Description = "Why; the thread shows it", Arity = ArgumentArity.ZeroOrMore };
        var command = VerbContext.Command("handoff", "Hand a thread over to another agent, visibly. `agw thread return` gives it back.",
            (context, parsed) =>
            {
                var why = string.Join(' ', parsed.GetValue(reason) ?? []);
                return context.AskAsync("thread_handoff",
                    Arguments.Of(("thread_id", parsed.GetValue(thread)), ("agent", parsed.GetValue(agent)), ("reason", why.Length > 0 ? why : null)),
                    answer => Screen.Line($"{Show.Text(answer, "owner")} owns the thread now."));
            });
        command.Add(thread);
        command.Add(agent);
        command.Add(reason);
        return command;
    }
}
