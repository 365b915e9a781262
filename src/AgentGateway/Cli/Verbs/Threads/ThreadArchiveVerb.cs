using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread archive THREAD [--undo]</c>: puts a thread away, or takes it out again.</summary>
internal static class ThreadArchiveVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var undo = new Option<bool>("--undo") { Description = "Take it out again" };
        var command = VerbContext.Command("archive", "Put a thread away. It can still be read, searched and forked, and takes no messages.",
            (context, parsed) => context.AskAsync("thread_update",
                Arguments.Of(("thread_id", parsed.GetValue(thread)), ("archived", !parsed.GetValue(undo))),
                answer => Screen.Line(Show.Text(answer.GetProperty("thread"), "archived") == "yes" ? "The thread is archived." : "The thread is no longer archived.")));
        command.Add(thread);
        command.Add(undo);
        return command;
    }
}
