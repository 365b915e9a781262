using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session output SESSION</c>: what it printed, and with <c>--follow</c> what it prints.</summary>
internal static class SessionOutputVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var offset = new Option<long?>("--offset") { Description = "From this byte on; a negative one counts from the end [default: the last part]", HelpName = "N" };
        var most = new Option<int?>("--max-bytes") { Description = "At most so many bytes of output", HelpName = "N" };
        var format = new Option<string>("--format") { Description = "text, or raw: the bytes as they came [default: text]", HelpName = "FORMAT" };
        format.AcceptOnlyFromAmong("text", "raw");
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what it prints, until it ends or Ctrl-C" };
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
                    ? FollowAsync(context, name, parsed.GetValue(offset), isRaw)
                    : context.AskAsync("session_output",
                        Arguments.Of(("session_id", name), ("offset", parsed.GetValue(offset)), ("max_bytes", parsed.GetValue(most)), ("format", parsed.GetValue(format))),
                        answer => Print(answer, isRaw));
            });
        command.Add(session);
        foreach (var option in (Option[])[offset, most, format, follow]) command.Add(option);
        return command;
    }

    private static void Print(JsonElement answer, bool isRaw)
    {
        if (Show.Text(answer, "dropped") is { Length: > 0 } and not "0" and var dropped) Screen.Aside($"· {dropped} bytes before this are no longer kept");
        if (isRaw) Screen.Bytes(answer.GetProperty("base64").GetBytesFromBase64());
        else Screen.Text(Show.Text(answer, "text"));
    }

    private static async Task<int> FollowAsync(VerbContext context, string session, long? offset, bool isRaw)
    {
        Screen.EndWithReader();
        var text = new OutputText();
        var answer = await context.CallAsync("session_follow", Arguments.Of(("session_id", session), ("offset", offset)), piece =>
        {
            if (context.IsJson) Screen.Line(piece.GetRawText());
            else if (isRaw) Print(piece, isRaw: true);
            else Screen.Piece(text.Of(piece.GetProperty("base64").GetBytesFromBase64()));
            return Task.CompletedTask;
        });
        return answer.IsRejected(out var rejection) ? context.Refuse(rejection) : ExitCodes.Done;
    }
}
