using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Artifacts.Tools;

/// <summary><c>artifact_list</c>.</summary>
public sealed class ArtifactListTool(ArtifactService artifacts) : Tool<ArtifactListView>(Declaration)
{
    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id", "Only those of this thread (thr_…).");

    private static readonly ToolArgument<string> Turn = ToolArgument.Text(
        "turn_id", "Only those of this turn (turn_…).");

    private static readonly ToolArgument<string> Task = ToolArgument.Text(
        "task_id", "Only those of this task (tsk_…).");

    private static readonly ToolArgument<string> Session = ToolArgument.Text(
        "session_id", "Only those of this session (ses_…).");

    private static readonly ToolArgument<string> Kind = ToolArgument.Choice(
        "kind",
        "Only files that were written, output of commands, pages that were fetched, or results of tasks.",
        "file", "output", "page", "result");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "How many at most; more than 500 counts as 500.", minimum: 1, standard: 50);

    private static readonly ToolArgument<string> Cursor = ToolArgument.Text(
        "cursor", "The next_cursor of the page before; absent for the first page.");

    public static readonly ToolDeclaration<ArtifactListView> Declaration = new()
    {
        Name = "artifact_list",
        Title = "List artifacts",
        Description = "Lists files and results that turns, tasks and sessions produced, newest first, each as it was "
            + "at that moment. Read one with artifact_read.",
        Toolset = Toolsets.Artifacts,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Thread, Turn, Task, Session, Kind, Limit, Cursor],
        Result = () => ViewJson.Plain.ArtifactListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
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
