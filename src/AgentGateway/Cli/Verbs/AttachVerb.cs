using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using AgentGateway.Attach;
using AgentGateway.Domain;
using AgentGateway.Posix;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw attach SESSION</c>: the real terminal of a session, in this one.</summary>
internal static class AttachVerb
{
    public const string UsualDetachKey = "ctrl-q";

    public static Command Create()
    {
        var session = new Argument<string>("SESSION")
        {
            Description = "The session: its id, its name, or the beginning of one",
        };
        var readOnly = new Option<bool>("--read-only")
        {
            Description = "Only look: nothing typed reaches the session, and its size stays",
        };
        var tmux = new Option<bool>("--tmux")
        {
            Description = "With your own tmux and its keys (ctrl-b d detaches); for sessions on the backend tmux",
        };
        var key = new Option<string>("--detach-key")
        {
            Description = $"The key that detaches [default: {UsualDetachKey}]", HelpName = "KEY",
        };
        var command = VerbContext.Command("attach",
            """
            Work in a session's terminal yourself, as if it had been started here. ctrl-q detaches, and the session goes
            on; every other key is the session's. Several people and agents may be attached at once; its size is that of
            the one who resized last.

            Examples:
              agw attach build
              agw attach ses_… --read-only
              agw attach build --detach-key ctrl-]
            """,
            (context, parsed) =>
            {
                var name = parsed.GetValue(session)!;
                return parsed.GetValue(tmux)
                    ? TmuxAsync(context, name, parsed.GetValue(readOnly))
                    : AttachAsync(context, name, parsed.GetValue(readOnly), parsed.GetValue(key) ?? UsualDetachKey);
            },
            hasJson: false);
        command.Add(session);
        command.Add(readOnly);
        command.Add(tmux);
        command.Add(key);
        return command;
    }

    /// <summary>Joins this terminal to a session's until one of them ends or the person detaches.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> AttachAsync(VerbContext context, string session, bool readOnly, string keyName)
    {
        var key = DetachKey.Read(keyName);
        if (key.IsRejected(out var rejection)) return context.Refuse(rejection);
        if (!TerminalMode.IsTerminal) return context.Refuse(NotATerminal);
        var connected = await context.ConnectAsync();
        if (connected.IsRejected(out rejection)) return context.Refuse(rejection);
        using var client = connected.Value;
        var named = Arguments.Of(("session_id", session));
        if (await new References(client, context.CancellationToken).ResolveAsync("attach", named) is { } unclear)
            return context.Refuse(unclear);
        session = (string)named["session_id"]!;
        var answer = await OpenAsync(client, session, readOnly, context.CancellationToken);
        if (answer.IsRejected(out rejection)) return context.Refuse(rejection);
        Screen.Aside($"{(readOnly ? "looking at" : "attached to")} {session}; {keyName} detaches");
        var taken = PersonTerminal.Take();
        if (taken.IsRejected(out rejection)) return context.Refuse(rejection);
        AttachView.Ending ending;
        using (var terminal = taken.Value)
        {
            ending = await new AttachView(terminal, key.Value).RunAsync(
                client.Reader, client.Writer, context.CancellationToken);
            // Written without waiting: the terminal may accept nothing any more, and the person wants to leave.
            if (ending.Said is { } said)
                terminal.Write(Encoding.UTF8.GetBytes($"\e[2m{Screen.Printable(said)}\e[0m\r\n"));
        }

        return ending.Problem is { } problem ? context.Refuse(problem) : ending.ExitCode;
    }

    /// <summary>Asks for a session's terminal, in the size of this one.</summary>
    public static Task<Outcome<DaemonAnswer<AttachedView>>> OpenAsync(
        ControlClient client, string session, bool readOnly, CancellationToken cancellationToken)
    {
        var (columns, rows) = PersonTerminal.Size;
        var arguments = new JsonObject
        {
            ["session_id"] = session, ["read_only"] = readOnly, ["columns"] = columns, ["rows"] = rows,
        };
        return client.CallAsync(DaemonCalls.Attach, arguments, null, cancellationToken);
    }

    private static Rejection NotATerminal { get; } = new(
        "not_a_terminal", "Attaching needs a terminal on standard input and output.",
        "Look with `agw session screen`, type with `agw session send`, follow with `agw session output --follow`.");

    /// <summary>This program becomes tmux, so that nothing stands between it and the person.</summary>
    private static async Task<int> TmuxAsync(VerbContext context, string session, bool readOnly)
    {
        if (!TerminalMode.IsTerminal) return context.Refuse(NotATerminal);
        var answer = await context.CallAsync(DaemonCalls.SessionTmux, Arguments.Of(("session_id", session)));
        if (answer.IsRejected(out var rejection, out var found)) return context.Refuse(rejection);
        if (SearchPath.Find("tmux", Environment.GetEnvironmentVariable("PATH")) is not { } tmux)
            return context.Refuse(new("tmux_missing", "tmux is not installed here.", "Attach without --tmux."));
        // A person may run this in a tmux of their own: that is another server, so the client is not nested.
        string[] only = readOnly ? ["-r"] : [];
        Execution.Become(
            tmux,
            ["tmux", "-u", "-S", found.View.Socket, "attach-session", .. only, "-t", "=" + found.View.Target],
            without: ["TMUX", "TMUX_PANE"]);
        return context.Refuse(new("tmux_missing", $"{tmux} could not be started.", "Attach without --tmux."));
    }
}
