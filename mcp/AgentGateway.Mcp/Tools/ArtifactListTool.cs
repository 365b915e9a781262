using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>artifact_list</c>.</summary>
internal sealed class ArtifactListTool(ArtifactService artifacts) : CheckedTool<ArtifactListView>(
    "artifact_list",
    "List artifacts",
    "Lists files and results that turns, tasks and sessions produced, newest first, each as it was at that moment. Read one with artifact_read.",
    ToolConduct.Reads,
    [Thread, Turn, Task, Session, Kind, Limit, Cursor],
    ViewJson.Plain.ArtifactListView)
{
    private static readonly ToolArgument Thread = ToolArgument.Text("thread_id", "Only those of this thread (thr_…).");
    private static readonly ToolArgument Turn = ToolArgument.Text("turn_id", "Only those of this turn (turn_…).");
    private static readonly ToolArgument Task = ToolArgument.Text("task_id", "Only those of this task (tsk_…).");
    private static readonly ToolArgument Session = ToolArgument.Text("session_id", "Only those of this session (ses_…).");

    private static readonly ToolArgument Kind = ToolArgument.Choice(
        "kind", "Only files that were written, output of commands, pages that were fetched, or results of tasks.", "file", "output", "page", "result");

    private static readonly ToolArgument Limit = ToolArgument.Number("limit", "How many at most; more than 500 counts as 500.", minimum: 1, standard: 50);
    private static readonly ToolArgument Cursor = ToolArgument.Text("cursor", "The next_cursor of the page before; absent for the first page.");

    protected override Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult(Answer(artifacts.List(
            new(
                arguments.Text(Thread),
                arguments.Text(Task),
                arguments.Text(Session),
                arguments.Text(Turn),
                arguments.Text(Kind),
                arguments.Number(Limit),
                arguments.Text(Cursor)))));
}
