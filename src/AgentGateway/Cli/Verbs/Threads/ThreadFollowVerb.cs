using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread follow THREAD</c>: what happens in it, live.</summary>
internal static class ThreadFollowVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var command = VerbContext.Command("follow", "Show what happens in a thread from now on, until Ctrl-C. With --json each line is one piece of it.",
            async (context, parsed) =>
            {
                Screen.EndWithReader();
                var answer = await context.CallAsync("thread_follow", new JsonObject { ["thread_id"] = parsed.GetValue(thread) }, piece =>
                {
                    if (context.IsJson) Screen.Line(piece.GetRawText());
                    else Print(piece);
                    return Task.CompletedTask;
                });
                return answer.IsRejected(out var rejection) ? context.Refuse(rejection) : ExitCodes.Done;
            });
        command.Add(thread);
        return command;
    }

    /// <summary>Whole messages when they are stored; pieces of them would mix when several agents speak.</summary>
    private static void Print(JsonElement piece)
    {
        var who = Show.Text(piece, "agent");
        switch (Show.Text(piece, "kind"))
        {
            case "message" or "step" when piece.TryGetProperty("message", out var message):
                if (Show.Text(message, "text") is not { Length: > 0 } text) break;
                Screen.Line($"#{Show.Text(message, "seq")} {Show.Text(message, "author")}: {text}");
                break;
            case "started":
                Screen.Aside($"· {who} begins");
                break;
            case "tool":
                Screen.Aside($"· {who} calls {Show.Text(piece, "text")}");
                break;
            case "ended":
                Screen.Aside($"· {who} {Show.Text(piece, "status")} {Show.Text(piece, "text")}".TrimEnd());
                break;
        }
    }
}
