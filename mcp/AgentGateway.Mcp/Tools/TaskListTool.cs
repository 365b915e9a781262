using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>task_list</c>.</summary>
internal sealed class TaskListTool(TaskService tasks) : CheckedTool<TaskListView>(
    "task_list",
    "List tasks",
    "Lists tasks, newest first: what each is, how it stands and what it waits for. task_get shows one with its log and result.",
    ToolConduct.Reads,
    [Status, Thread, Query, Limit, Cursor],
    ViewJson.Plain.TaskListView)
{
    private static readonly ToolArgument Status = ToolArgument.Choice(
        "status",
        "Only those that stand so. open: those that have not ended; ended: the others.",
        "queued", "running", "waiting", "blocked", "completed", "failed", "cancelled", "open", "ended");

    private static readonly ToolArgument Thread = ToolArgument.Text("thread_id", "Only those that belong to this thread (thr_…).");
    private static readonly ToolArgument Query = ToolArgument.Text("query", "Words that title or summary must contain, in any case.");
    private static readonly ToolArgument Limit = ToolArgument.Number("limit", "How many at most; more than 500 counts as 500.", minimum: 1, standard: 100);
    private static readonly ToolArgument Cursor = ToolArgument.Text("cursor", "The next_cursor of the page before; absent for the first page.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await tasks.ListAsync(
            new(arguments.Text(Status), arguments.Text(Thread), arguments.Text(Query), arguments.Number(Limit), arguments.Text(Cursor)), cancellationToken));
}
