using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread fork THREAD [MESSAGE]</c>: a new thread that begins like this one.</summary>
internal static class ThreadForkVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var message = new Argument<string?>("MESSAGE") { Description = "The last message to take along, msg_… [default: the newest]", Arity = ArgumentArity.ZeroOrOne };
        var command = VerbContext.Command("fork", "Make a new thread that begins with this one's messages, and print its id.",
            (context, parsed) => context.AskAsync("thread_fork",
                Arguments.Of(("thread_id", parsed.GetValue(thread)), ("message_id", parsed.GetValue(message))),
                answer => Screen.Line(Show.Text(answer.GetProperty("thread"), "id"))));
        command.Add(thread);
        command.Add(message);
        return command;
    }
}
