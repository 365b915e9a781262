using System.CommandLine;
using System.Text;
using AgentGateway.Attach;
using AgentGateway.Cli.Chat;
using AgentGateway.Cli.Chat.Editing;
using AgentGateway.Cli.Completion;
using AgentGateway.Posix;
using AgentGateway.Runtime.Agents.Tools;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw chat [THREAD]</c>: a person and a thread, live.</summary>
internal static class ChatVerb
{
    public static Command Create()
    {
        var thread = new Argument<string?>("THREAD")
        {
            Description = "The thread: its id, its title, or the beginning of one; a new one without it",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var agent = new Option<string>("--agent")
        {
            Description = "The owner of a new thread, by id or alias", HelpName = "AGENT",
        };
        var title = new Option<string>("--title")
        {
            Description = "The title of a new thread [default: its first message]", HelpName = "TITLE",
        };
        var command = VerbContext.Command("chat",
            """
            Talk in a thread: answers come as they are written, and approvals and questions are asked for in place.
            Leaving ends nothing; the thread and what runs in it go on. Messages are those of agw thread send: @agent
            TEXT, !agent TEXT, /handoff AGENT, /run COMMAND, /help. tab completes, alt-enter or a backslash at the end
            begins a further line, ctrl-R searches what you entered before. ctrl-C stops the answer and, again, leaves.

            Without a terminal each line of standard input is a message, and the answers are printed.

            Examples:
              agw chat                          a new thread
              agw chat --last                   the newest one
              agw chat "Release notes"
              agw chat --agent weles --title "Numbers"
              agw chat --last < questions.txt
            """,
            async (context, parsed) =>
            {
                var opening = new ChatOpening(
                    parsed.GetValue(thread), parsed.GetValue(agent), parsed.GetValue(title));
                if (opening is { Thread: not null, IsDescribed: true })
                    return context.Refuse(UsageErrors.Because(
                        "--agent and --title are about a new thread.", "agw chat"));
                return context.IsJson || !TerminalMode.IsTerminal || IsDumb
                    ? await new PlainChat(context).RunAsync(opening)
                    : await TalkAsync(context, opening);
            });
        command.Add(thread);
        command.Add(agent);
        command.Add(title);
        return command;
    }

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

    private static async Task<int> TalkAsync(VerbContext context, ChatOpening opening)
    {
        using var link = new ChatLink(context, TimeProvider.System);
        if (await link.OpenAsync() is { } unreachable) return context.Refuse(unreachable);
        var completion = new ChatCompletion(ChatCommands.All, async prefix =>
            prefix != Candidates.AgentPrefix ? await link.ListAsync(prefix)
            : (await link.CallAsync(AgentListTool.Declaration, [])).IsRejected(out _, out var listed) ? []
            : [.. listed.Agents.Select(one => new Reference(one.Id, one.Name, null))]);
        if (PersonTerminal.Take().IsRejected(out var refused, out var terminal)) return context.Refuse(refused);
        ChatView view;
        Domain.Outcome<int> end;
        using (terminal)
        {
            var history = new HistoryFile(context.Data.In("chat_history"));
            view = new(terminal, link, history, completion, TimeProvider.System);
            end = await view.RunAsync(opening, context.CancellationToken);
            if (end.Rejection is null && view.ThreadId is { } thread)
                terminal.Write(Encoding.UTF8.GetBytes($"{Farewell(thread, view.Working)}\r\n"));
        }

        return end.IsRejected(out refused, out var exitCode) ? context.Refuse(refused) : exitCode;
    }

    private static string Farewell(string thread, IReadOnlyCollection<string> working) =>
        Screen.Style.Dim(Screen.Printable(
            (working.Count > 0 ? $"· {string.Join(", ", working)} goes on without you; " : "· ")
                + $"agw chat {thread} comes back"));
}
