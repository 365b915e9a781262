using System.CommandLine;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task cancel</c> and <c>agw task retry</c>: end one, and begin it again.</summary>
internal static class TaskEndingVerb
{
    public static Command Cancel() => Of(
        TaskCancelTool.Declaration, "cancel",
        """
        Cancel a task and the tasks that belong to it. Their commands and turns are stopped.

        Example:
          agw task cancel tsk_…
        """);

    public static Command Retry() => Of(
        TaskRetryTool.Declaration, "retry",
        """
        Run a task again that failed, was cancelled or was interrupted.

        Example:
          agw task retry tsk_…
        """);

    private static Command Of(ToolDeclaration<TaskEnvelope> tool, string name, string description) =>
        new ToolVerb<TaskEnvelope>(tool, name, description)
        {
            Arguments = [TaskVerbs.Task],
            Show = (answer, _) => TaskVerbs.Print(answer),
        }.Create();
}
