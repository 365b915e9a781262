using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread rename THREAD TITLE</c>.</summary>
internal static class ThreadRenameVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var title = new Argument<string[]>("TITLE") { Description = "The new title", Arity = ArgumentArity.OneOrMore };
        var command = VerbContext.Command("rename", "Give a thread another title.",
            (context, parsed) => context.AskAsync("thread_update",
                Arguments.Of(("thread_id", parsed.GetValue(thread)), ("title", string.Join(' ', parsed.GetValue(title)!))),
                answer => Screen.Line($"The thread is called \"{Show.Text(answer.GetProperty("thread"), "title")}\" now.")));
        command.Add(thread);
        command.Add(title);
        return command;
    }
}
