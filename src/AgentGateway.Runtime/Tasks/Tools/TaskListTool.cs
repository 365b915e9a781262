using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary><c>task_list</c>.</summary>
public sealed class TaskListTool(TaskService tasks) : Tool<TaskListView>(Declaration)
{
    private static readonly ToolArgument<string> Status = ToolArgument.Choice(
        "status",
        "open: not ended; ended: the others.",
        "queued", "running", "waiting", "blocked", "completed", "failed", "cancelled", "open", "ended");

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id", "Only those that belong to this thread.");

    private static readonly ToolArgument<string> Query = ToolArgument.Text(
        "query",
        "Words in title or summary.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "At most 500.", minimum: 1, standard: 100);

    private static readonly ToolArgument<string> Cursor = ToolArgument.Text(
        "cursor", "next_cursor of the page before.");

    public static readonly ToolDeclaration<TaskListView> Declaration = new()
    {
        Name = "task_list",
        Title = "List tasks",
        Description = "Lists tasks, newest first. task_get shows one with its log and result.",
        Toolset = Toolsets.Tasks,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Status, Thread, Query, Limit, Cursor],
        Result = () => ViewJson.Plain.TaskListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.ListAsync(
            new(
                arguments.Text(Status),
                arguments.Text(Thread),
                arguments.Text(Query),
                arguments.Number(Limit),
                arguments.Text(Cursor)),
            cancellationToken));
}
