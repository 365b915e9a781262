using System.CommandLine;
using AgentGateway.Runtime.Sessions.Tools;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session send SESSION TEXT</c>: types. Text is submitted unless the options say otherwise.</summary>
internal static class SessionSendVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var words = new Argument<string[]>("TEXT")
        {
            Description = "The text to type; without it and keys, or with -, what is piped in", Arity = ArgumentArity.ZeroOrMore,
        };
        var keys = new Option<string[]>("--key", "--keys")
        {
            Description = "A key by its name, after the text; may be given several times", HelpName = "KEY",
        };
        var submit = new Option<bool>("--submit") { Description = "Enter at the end, also behind keys" };
        var noSubmit = new Option<bool>("--no-submit") { Description = "No Enter behind the text" };
        var raw = new Option<string>("--raw")
        {
            Description = "Bytes to send as they are, base64",
            HelpName = "BASE64",
        };
        var paste = new Option<bool>("--paste") { Description = "Paste one line in an editor, too, instead of typing it" };
        var wait = new Option<int?>("--wait-ms") { Description = "How long to wait for its echo", HelpName = "N" };
        var command = VerbContext.Command("send",
            """
            Type into a session. Text is followed by Enter; with --key or --no-submit it is not. It is pasted in one
            piece where the program supports that; a single line for a program that fills the screen, such as an
            editor, is typed instead.
            Keys: enter, tab, escape, backspace, up, down, left, right, home, end, page-up, page-down, insert, delete,
            space, f1 to f24, with ctrl-, alt-, shift-.

            Examples:
              agw session send shell "ls -l"
              agw session send shell --key ctrl-c
              agw session send editor ":wq" --key enter
              git diff | agw session send agent --no-submit
            """,
            async (context, parsed) =>
            {
                var (pressed, bytes) = (parsed.GetValue(keys) ?? [], parsed.GetValue(raw));
                var isAlone = pressed.Length == 0 && bytes is null && !parsed.GetValue(submit);
                if (FreeText.Of(parsed.GetValue(words) ?? [], "TEXT", isRequired: isAlone, FreeText.Piped).IsRejected(
                    out var refused, out var text))
                    return context.Refuse(refused);
                var isTextAlone = text.Length > 0 && pressed.Length == 0 && bytes is null;
                var submits = parsed.GetValue(submit) || (isTextAlone && !parsed.GetValue(noSubmit));
                return await context.ShowAsync(
                    DaemonCall.Of(SessionSendTool.Declaration),
                    Arguments.Of(
                        ("session_id", parsed.GetValue(session)), ("text", text.Length > 0 ? text : null),
                        ("keys", pressed.Length > 0 ? Arguments.List(pressed) : null),
                        ("submit", submits ? true : null), ("raw", bytes), ("wait_ms", parsed.GetValue(wait)),
                        ("paste", parsed.GetValue(paste) ? true : null)),
                    answer => Screen.Aside(
                        $"receipt {answer.ReceiptId}: {answer.State}, output from {answer.FromOffset}"
                        + (answer.UndeliveredFrom is { } from ? $"; not delivered from byte {from} of the text on" : "")));
            });
        command.Add(session);
        command.Add(words);
        foreach (var option in (Option[])[keys, submit, noSubmit, paste, raw, wait]) command.Add(option);
        return command;
    }
}
