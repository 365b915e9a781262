using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task update TASK</c>: changes what was said of it.</summary>
internal static class TaskUpdateVerb
{
    public static Command Create()
    {
        var task = TaskVerbs.Task();
        var title = new Option<string>("--title") { Description = "What it is called", HelpName = "TITLE" };
        var times = new TaskTimeOptions();
        var command = VerbContext.Command("update",
            "Change a task that has not ended. What is not given stays. An empty --not-before lets it run at once, an empty --deadline takes the deadline away.",
            (context, parsed) =>
            {
                var arguments = Arguments.Of(("task_id", parsed.GetValue(task)), ("title", parsed.GetValue(title)));
                times.Add(parsed, arguments);
                return context.AskAsync("task_update", arguments, TaskVerbs.Print);
            });
        command.Add(task);
        command.Add(title);
        times.AddTo(command);
        return command;
    }
}
