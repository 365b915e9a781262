using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread return THREAD</c>: the owner before the last handoff owns it again.</summary>
internal static class ThreadReturnVerb
{
    public static Command Create() => new ToolVerb<OwnershipView>(
        ThreadReturnTool.Declaration, "return",
        """
        Give a thread back to the agent that handed it over.

        Example:
          agw thread return thr_…
        """)
    {
        Arguments = [ThreadVerbs.OfTool],
        Show = (answer, _) => Screen.Line($"{answer.Owner} owns the thread again."),
    }.Create();
}
