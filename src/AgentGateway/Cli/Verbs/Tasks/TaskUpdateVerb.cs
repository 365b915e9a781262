using System.CommandLine;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task update TASK</c>: changes a task that has not ended.</summary>
internal static class TaskUpdateVerb
{
    public static Command Create() => new ToolVerb<TaskEnvelope>(TaskUpdateTool.Declaration, "update",
        """
        Change a task that has not ended. Everything that is not given stays. An empty --not-before lets it run at
        once, an empty --deadline takes the deadline away.

        Examples:
          agw task update tsk_… --priority high
          agw task update tsk_… --not-before ""
        """)
    {
        Arguments = [TaskVerbs.Task],
        Show = (answer, _) => TaskVerbs.Print(answer),
    }.Create();
}
