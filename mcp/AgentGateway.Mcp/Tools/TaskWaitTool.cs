using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>task_wait</c>: until tasks have ended, or cannot go on without a person.</summary>
internal sealed class TaskWaitTool(TaskService tasks) : CheckedTool<TaskWaitView>(
    "task_wait",
    "Wait for tasks",
    "Waits until a task, or any or all of several, has ended or cannot go on without a person (blocked, or waiting for an approval or an answer), or the time is "
    + "over; done says which, tasks how each stands. Changes nothing, and ending the call ends only the waiting: call it as often as you like.",
    ToolConduct.Reads,
    [Task, Ids, Mode, Timeout, Wait],
    ViewJson.Plain.TaskWaitView)
{
    private static readonly ToolArgument Task = ToolArgument.Text("task_id", "The task (tsk_…). Give this or ids.");
    private static readonly ToolArgument Ids = ToolArgument.Words("ids", "Several tasks (tsk_…), at most 100.");
    private static readonly ToolArgument Mode = ToolArgument.Choice("mode", "With ids: any is over with the first of them, all (default) with the last.", "any", "all");
    private static readonly ToolArgument Timeout = ToolArgument.Seconds("timeout_seconds", "How long to wait, at most 600; 0 answers at once.", standard: 30);
    private static readonly ToolArgument Wait = ToolArgument.Seconds("wait_seconds", "The same as timeout_seconds.");

    public override bool Waits => true;

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        var (one, ids) = (arguments.Text(Task), arguments.Texts(Ids));
        if (one is null == ids is null) return ToolAnswer.Refuse(one is null
            ? new("missing_argument", "task_wait needs task_id or ids.", "Give exactly one of them.")
            : new("invalid_argument", "task_wait takes task_id or ids, not both.", "Give exactly one of them."));
        var waited = new WaitForTasks(ids ?? [one!], arguments.Text(Mode), arguments.Seconds(Timeout) ?? arguments.Seconds(Wait));
        if ((await tasks.WaitAsync(waited with { TimeoutSeconds = 0 }, null, cancellationToken)).IsRejected(out var rejection, out var now))
            return ToolAnswer.Refuse(rejection);
        if (waited.TimeoutSeconds == 0) return Answer(now);
        return now.Done && now.Asks(waited.Mode == "any").Count == 0
            ? Answer(now)
            : Answer(now) with { PendingTasks = new(waited, cancelled => FinishAsync(waited, arguments.Progress, cancelled)) };
    }

    private async Task<ToolAnswer> FinishAsync(WaitForTasks waited, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var outcome = await tasks.WaitAsync(waited, progress, cancellationToken);
        return outcome.IsRejected(out _, out var standing) ? Answer(outcome) : Answer(standing) with { Asks = standing.Asks(waited.Mode == "any") };
    }
}
