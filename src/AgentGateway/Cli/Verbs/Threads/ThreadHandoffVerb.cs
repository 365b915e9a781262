using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread handoff THREAD AGENT [REASON]</c>: another agent owns the thread.</summary>
internal static class ThreadHandoffVerb
{
    public static Command Create() => new ToolVerb<OwnershipView>(ThreadHandoffTool.Declaration, "handoff",
        """
        Hand a thread over to another agent, visibly. `agw thread return` gives it back.

        Examples:
          agw thread handoff thr_… weles "the figures need a check"
          agw thread handoff --last rarog
          agw thread handoff thr_… weles "needs a check" --brief "Begin with table 3; the figures of May are estimates."
        """)
    {
        Arguments =
        [
            ThreadVerbs.OfTool,
            VerbArgument.At("agent", "AGENT", "The agent's id or alias"),
            VerbArgument.Words("reason", "REASON", "Why; the thread shows it") with { Names = ["--reason"] },
            VerbArgument.Option("brief", "What only the new owner is told") with { HelpName = "TEXT" },
        ],
        Show = (answer, _) => Screen.Line($"{answer.Owner} owns the thread now."),
    }.Create();
}
