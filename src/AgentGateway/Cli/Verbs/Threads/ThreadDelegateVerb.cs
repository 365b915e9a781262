using System.CommandLine;
using AgentGateway.Domain;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread delegate AGENT TEXT</c>: a piece of work for another agent, in a hidden thread.</summary>
internal static class ThreadDelegateVerb
{
    public static Command Create() => new ToolVerb<DelegationView>(ThreadDelegateTool.Declaration, "delegate",
        """
        Give an agent a piece of work in a hidden thread, and print its answer if it comes in time.

        Example:
          agw thread delegate weles "Check the figures in report.md" --thread thr_…
        """)
    {
        Arguments =
        [
            VerbArgument.At("agent", "AGENT", "The agent's id or alias"),
            VerbArgument.Text("text", "TEXT", "The work, complete in itself"),
            VerbArgument.Option("thread_id", "The thread that the answer is noted in", "--thread"),
        ],
        Show = (answer, _) => Print(answer),
        ExitCode = answer => ExitCodes.OfTurn(answer.Status),
    }.Create();

    private static void Print(DelegationView answer)
    {
        if (answer.Reply is { } reply) Screen.Line(reply.Text);
        if (answer.Failure is { } failure) Screen.Error(new Rejection(failure.Code, failure.Message, failure.Hint));
        else if (answer.Reply is null)
            Screen.Aside($"{answer.Status}; how it goes on: agw thread follow {answer.HiddenThreadId}");
    }
}
