using System.CommandLine;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task list</c>: the tasks, newest first.</summary>
internal static class TaskListVerb
{
    public static Command Create() => new ToolVerb<TaskListView>(
        TaskListTool.Declaration, "list",
        """
        List tasks, newest first.

        Examples:
          agw task list
          agw task list --status open
        """)
    {
        Arguments = [VerbArgument.Words("query", "WORDS"), VerbArgument.Option("status") with { IsFreeText = true }],
        Show = Print,
    }.Create();

    private static void Print(TaskListView answer, ParseResult parsed)
    {
        Screen.Table(["TASK", "CHANGED", "KIND", "PRIORITY", "TITLE", "STATUS"], answer.Tasks.Select(task => (string[])
            [task.Id, Show.When(task.UpdatedAt), task.Kind, task.Priority, task.Title, TaskVerbs.Status(task)]),
            EmptyList.Says(parsed, "tasks", "Make one: agw task create \"Summarize yesterday's commits\""));
        if (answer.NextCursor is { } next) Screen.Aside($"more: agw task list --cursor {next}");
    }
}
