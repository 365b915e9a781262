using System.CommandLine;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread cancel THREAD|TURN</c>: ends what runs.</summary>
internal static class ThreadCancelVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("THREAD|TURN") { Description = "A thread (everything that it has open), or one turn (trn_…)" };
        var command = VerbContext.Command("cancel", "Cancel a turn, or all that a thread has open. What was said so far is kept.",
            (context, parsed) =>
            {
                var given = parsed.GetValue(id)!;
                return context.AskAsync("thread_cancel",
                    Arguments.Of((PrefixedId.Is<ThreadId>(given) ? "thread_id" : "turn_id", given)),
                    answer => Screen.Line($"{given}: {Show.Text(answer, "status")}"));
            });
        command.Add(id);
        return command;
    }
}
