using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread wait TURN</c>: until a turn has ended, or needs a person.</summary>
internal static class ThreadWaitVerb
{
    public static Command Create()
    {
        var turn = new Argument<string>("TURN") { Description = "The turn (turn_…), as send and delegate tell it" };
        var timeout = new Option<double?>("--timeout-seconds")
        {
            Description = "At most so long [default: as long as it takes]", HelpName = "N",
        };
        var command = VerbContext.Command("wait",
            """
            Wait for a turn, and print its answer. Exit code 0: it completed. 1: it did not. 4: it waits for a person.
            5: the time was over.

            Examples:
              agw thread wait turn_…
              agw thread wait turn_… --timeout-seconds 60 --json
            """,
            (context, parsed) => WaitAsync(context, parsed.GetValue(turn)!, parsed.GetValue(timeout)));
        command.Add(turn);
        command.Add(timeout);
        return command;
    }

    /// <summary>One call waits for so long as a call may; without a limit the next call follows.</summary>
    private static async Task<int> WaitAsync(VerbContext context, string turn, double? seconds)
    {
        for (var left = seconds ?? double.PositiveInfinity;;)
        {
            var call = new JsonObject
            {
                ["turn_id"] = turn, ["wait_seconds"] = Math.Min(left, WaitLimit.Turns.SecondsMax),
            };
            if ((await context.CallAsync(ThreadWaitTool.Declaration, call)).IsRejected(out var refused, out var answer))
                return context.Refuse(refused);
            left -= WaitLimit.Turns.SecondsMax;
            if (answer.View.Status is "queued" or "running" && left > 0) continue;
            if (context.IsJson) Screen.Line(answer.Json);
            else Print(answer.View);
            return ExitCodes.OfTurn(answer.View.Status);
        }
    }

    private static void Print(SendView turn)
    {
        if (turn.Reply is { } reply) Screen.Line(reply.Text);
        if (turn.Failure is { } failure) Screen.Aside($"{failure.Message} ({failure.Code})");
        if (turn.Reply is null) Screen.Line($"{turn.TurnId}: {turn.Status}");
        foreach (var request in turn.WaitingFor ?? []) Screen.Aside($"it waits for {request}: agw inbox");
    }
}
