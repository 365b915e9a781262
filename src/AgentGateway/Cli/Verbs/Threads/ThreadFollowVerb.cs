using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread follow THREAD</c>: what happens in it, live.</summary>
internal static class ThreadFollowVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var command = VerbContext.Command("follow",
            """
            Show what happens in a thread from now on, until Ctrl-C. With --json each line is one piece of it.

            Examples:
              agw thread follow thr_…
              agw thread follow --last --json
            """,
            async (context, parsed) =>
            {
                Screen.EndWithReader();
                var arguments = new JsonObject { ["thread_id"] = parsed.GetValue(thread) };
                var answer = await context.CallAsync(DaemonCalls.ThreadFollow, arguments, piece =>
                {
                    if (context.IsJson) Screen.Line(piece.GetRawText());
                    else Print(piece.Deserialize(ViewJson.Plain.TurnProgress)!);
                    return Task.CompletedTask;
                });
                return answer.IsRejected(out var rejection) ? context.Refuse(rejection) : ExitCodes.Done;
            });
        command.Add(thread);
        return command;
    }

    /// <summary>Whole messages when they are stored; pieces of them would mix when several agents speak.</summary>
    private static void Print(TurnProgress piece)
    {
        switch (piece.Kind)
        {
            case "message" or "step" when piece.Message is { Text.Length: > 0 } message:
                Screen.Line($"#{message.Seq} {ThreadVerbs.Author(message)}: {message.Text}");
                break;
            case "started":
                Screen.Aside($"· {piece.Agent} begins");
                break;
            case "retrying":
                Screen.Aside($"· {piece.Agent} is {piece.Text}");
                break;
            case "tool":
                Screen.Aside($"· {piece.Agent} calls {piece.Text}");
                break;
            case "ended":
                Screen.Aside($"· {piece.Agent} {piece.Status} {piece.Text}".TrimEnd());
                break;
        }
    }
}
