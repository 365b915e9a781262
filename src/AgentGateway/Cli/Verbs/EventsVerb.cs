using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw events</c>: the events of the journal.</summary>
internal static class EventsVerb
{
    public static Command Create()
    {
        var after = new Option<string>("--after")
        {
            Description = "Begin behind this position, or with `latest` behind the newest [default: 0]", HelpName = "N",
        };
        var follow = new Option<bool>("--follow") { Description = "Go on with what happens from now on" };
        var stream = new Option<string>("--stream")
        {
            Description = "Only this stream (thread/thr_…), or this kind (thread/)", HelpName = "ID",
        };
        var command = VerbContext.Command("events",
            """
            Print the events of the journal, oldest first. With --json each line is one event: position, stream,
            version, at, actor, type, data.

            Examples:
              agw events --follow --after latest
              agw events --stream thread/ --json
            """,
            async (context, parsed) =>
            {
                Screen.EndWithReader();
                var arguments = new JsonObject
                {
                    ["after"] = parsed.GetValue(after), ["stream"] =
                        parsed.GetValue(stream), ["follow"] = parsed.GetValue(follow),
                };
                var answer = await context.CallAsync(DaemonCalls.Events, arguments, piece =>
                {
                    Screen.Line(
                        context.IsJson ? piece.GetRawText() : Line(piece.Deserialize(HostJson.Plain.EventView)!));
                    return Task.CompletedTask;
                });
                return answer.IsRejected(out var rejection) ? context.Refuse(rejection) : ExitCodes.Done;
            });
        command.Add(after);
        command.Add(follow);
        command.Add(stream);
        return command;
    }

    private static string Line(EventView stored) =>
        $"{stored.Position,8}  {Show.Time(stored.At)}  {stored.Type,-22}  {stored.Stream}  {stored.Actor}";
}
