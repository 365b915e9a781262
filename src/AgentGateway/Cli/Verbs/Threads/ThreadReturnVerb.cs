using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread return THREAD</c>: the owner before the last handoff owns it again.</summary>
internal static class ThreadReturnVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var command = VerbContext.Command("return", "Give a thread back to the agent that handed it over.",
            (context, parsed) => context.AskAsync("thread_return", Arguments.Of(("thread_id", parsed.GetValue(thread))),
                answer => Screen.Line($"{Show.Text(answer, "owner")} owns the thread again.")));
        command.Add(thread);
        return command;
    }
}
