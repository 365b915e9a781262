using System.CommandLine;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread retry TURN</c>: runs a failed turn again, and shows the answer as it comes.</summary>
internal static class ThreadRetryVerb
{
    public static Command Create()
    {
        var turn = new Argument<string>("TURN") { Description = "The turn that failed (turn_…)" };
        var wait = new Option<int?>("--wait")
        {
            Description = "Seconds to wait for the answer [default: until it is there]", HelpName = "N",
        };
        var command = VerbContext.Command("retry",
            """
            Run a failed turn again, as a new turn with the same messages, and print the answer as it comes. The
            thread's owner answers. What the failed turn had done with tools is not done again by itself.

            Examples:
              agw thread retry turn_…
              agw thread retry turn_… --wait 0
            """,
            async (context, parsed) =>
            {
                var seconds = parsed.GetValue(wait);
                var arguments = Arguments.Of(
                    ("turn_id", parsed.GetValue(turn)),
                    ("wait_seconds", Math.Min(seconds ?? WaitLimit.Turns.SecondsMax, WaitLimit.Turns.SecondsMax)));
                return await new Answering(context, isNewThread: false).RunAsync(
                    ThreadRetryTool.Declaration, arguments, waitsToTheEnd: seconds is null);
            });
        command.Add(turn);
        command.Add(wait);
        return command;
    }
}
