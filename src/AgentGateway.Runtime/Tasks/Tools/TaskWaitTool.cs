using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks.Tools;

/// <summary><c>task_wait</c>: until tasks have ended, or cannot go on without a person.</summary>
public sealed class TaskWaitTool(TaskService tasks) : Tool<TaskWaitView>(Declaration)
{
    private static readonly ToolArgument<string> Task = ToolArgument.Text(
        "task_id",
        "The task, or ids.");

    private static readonly ToolArgument<IReadOnlyList<string>> Ids = ToolArgument.Words(
        "ids",
        "Several tasks, at most 100.");

    private static readonly ToolArgument<string> Mode = ToolArgument.Choice(
        "mode",
        "With ids: any, or all (default).", "any", "all");

    public static readonly ToolDeclaration<TaskWaitView> Declaration = new()
    {
        Name = "task_wait",
        Title = "Wait for tasks",
        Description = "Waits until a task, or any or all of several, has ended or needs a person. done says whether, "
            + "tasks how each stands. Changes nothing.",
        Toolset = Toolsets.Tasks,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Task, Ids, Mode, CommonArguments.TimeoutSeconds],
        Waits = true,
        Result = () => ViewJson.Plain.TaskWaitView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var (one, ids) = (arguments.Text(Task), arguments.Texts(Ids));
        if (one is null == ids is null)
            return Refuse(one is null
                ? new("missing_argument", "task_wait needs task_id or ids.", "Give exactly one of them.")
                : new("invalid_argument", "task_wait takes task_id or ids, not both.", "Give exactly one of them."));
        var wait = new WaitForTasks(
            ids ?? [one!], arguments.Text(Mode), arguments.Seconds(CommonArguments.TimeoutSeconds));
        var looked = await tasks.WaitAsync(wait with { TimeoutSeconds = 0 }, null, cancellationToken);
        if (looked.IsRejected(out var refused, out var now)) return Refuse(refused);
        var isAny = wait.Mode == "any";
        if (wait.TimeoutSeconds == 0 || (now.Done && now.Requests(isAny).Count == 0)) return Answer(now);
        var target = new WaitTarget.Tasks([.. wait.TaskIds.Select(TaskId.Of)], isAny);
        return Answer(now) with
        {
            Pending = new(target, (_, cancelled) => FinishAsync(wait, isAny, request.Progress, cancelled)),
        };
    }

    private async Task<ToolAnswer> FinishAsync(
        WaitForTasks wait, bool isAny, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var outcome = await tasks.WaitAsync(wait, progress, cancellationToken);
        return outcome.IsRejected(out _, out var standing)
            ? Answer(outcome)
            : Answer(standing) with { Requests = standing.Requests(isAny) };
    }
}
