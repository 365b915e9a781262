using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task cancel</c> and <c>agw task retry</c>: end one, and begin it again.</summary>
internal static class TaskEndingVerb
{
    public static Command Cancel() => Of("cancel", "Cancel a task and the tasks that belong to it. What runs of it is stopped.");

    public static Command Retry() => Of("retry", "Run a task again that failed, was cancelled or was interrupted.");

    private static Command Of(string name, string description)
    {
        var task = TaskVerbs.Task();
        var command = VerbContext.Command(name, description,
            (context, parsed) => context.AskAsync($"task_{name}", Arguments.Of(("task_id", parsed.GetValue(task))), TaskVerbs.Print));
        command.Add(task);
        return command;
    }
}
