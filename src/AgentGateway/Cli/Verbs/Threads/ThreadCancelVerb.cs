using System.CommandLine;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Threads.Tools;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread cancel THREAD|TURN</c>: ends what runs. One word is the thread or the turn.</summary>
internal static class ThreadCancelVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("THREAD|TURN")
        {
            Description = "A thread (all its open turns), or one turn (trn_…)",
        };
        var command = VerbContext.Command("cancel",
            """
            Cancel a turn, or all open turns of a thread. Everything that was said so far is kept.

            Examples:
              agw thread cancel thr_…
              agw thread cancel --last
            """,
            (context, parsed) =>
            {
                var given = parsed.GetValue(id)!;
                var isTurn = PrefixedId.Is<TurnId>(given);
                return context.ShowAsync(
                    DaemonCall.Of(ThreadCancelTool.Declaration),
                    Arguments.Of((isTurn ? "turn_id" : "thread_id", given)),
                    answer => Screen.Line($"{given}: {answer.Status}"));
            });
        command.Add(id);
        return command;
    }
}
