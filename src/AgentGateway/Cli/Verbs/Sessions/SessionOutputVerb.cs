using System.CommandLine;
using System.Text.Json;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session output SESSION</c>: its output so far, and with <c>--follow</c> also what comes.</summary>
internal static class SessionOutputVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var offset = new Option<long?>("--offset")
        {
            Description = "From this byte on; a negative one counts from the end [default: the last part]",
            HelpName = "N",
        };
        var most = new Option<int?>("--max-bytes") { Description = "At most so many bytes of output", HelpName = "N" };
        var format = new Option<string>("--format")
        {
            Description = "text, or raw: the bytes as they came [default: text]", HelpName = "FORMAT",
        };
        format.AcceptOnlyFromAmong("text", "raw");
        var follow = new Option<bool>("--follow", "-f")
        {
            Description = "Go on with its output, until it ends or Ctrl-C",
        };
        var reveal = SessionVerbs.Reveal();
        var command = VerbContext.Command("output",
            """
            Print the output of a session. With --json and --follow each line is a piece of it, base64.

            Examples:
              agw session output build --follow
              agw session output build --offset 0 --format raw > build.log
            """,
            (context, parsed) =>
            {
                var isRaw = parsed.GetValue(format) == "raw";
                var name = parsed.GetValue(session)!;
                return parsed.GetValue(follow)
                    ? FollowAsync(context, name, parsed.GetValue(offset), isRaw, parsed.GetValue(reveal))
                    : context.ShowAsync(
                        parsed.GetValue(reveal)
                            ? DaemonCalls.SessionOutputRevealed
                            : DaemonCall.Of(SessionOutputTool.Declaration),
                        Arguments.Of(
                            ("session_id",
                                name), ("offset", parsed.GetValue(offset)), ("max_bytes", parsed.GetValue(most)),
                            ("format", parsed.GetValue(format))),
                        answer => Print(answer, isRaw));
            });
        command.Add(session);
        foreach (var option in (Option[])[offset, most, format, follow, reveal]) command.Add(option);
        return command;
    }

    private static void Print(OutputView output, bool isRaw)
    {
        if (output.Dropped != 0) Screen.Aside($"· {output.Dropped} bytes before this are no longer kept");
        if (isRaw) Screen.Bytes(Convert.FromBase64String(output.Base64!));
        else Screen.Text(output.Text ?? "");
    }

    private static async Task<int> FollowAsync(
        VerbContext context, string session, long? offset, bool isRaw, bool isRevealed)
    {
        Screen.EndWithReader();
        var text = new OutputText();
        var arguments = Arguments.Of(("session_id", session), ("offset", offset), ("reveal", isRevealed));
        var answer = await context.CallAsync(DaemonCalls.SessionFollow, arguments, piece =>
        {
            if (context.IsJson) Screen.Line(piece.GetRawText());
            else
            {
                var output = piece.Deserialize(ViewJson.Plain.OutputView)!;
                if (isRaw) Print(output, isRaw: true);
                else Screen.Piece(text.Of(Convert.FromBase64String(output.Base64!), output.Offset));
            }

            return Task.CompletedTask;
        });
        return answer.IsRejected(out var rejection) ? context.Refuse(rejection) : ExitCodes.Done;
    }
}
