using System.CommandLine;
using AgentGateway.Attach;
using AgentGateway.Cli.Top;
using AgentGateway.Cli.Verbs.Sessions;
using AgentGateway.Posix;
using AgentGateway.Runtime.Sessions.Tools;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw top</c>: all sessions at once, live.</summary>
internal static class TopVerb
{
    public static Command Create()
    {
        var key = new Option<string>("--detach-key")
        {
            Description = $"The key that leaves a session that was entered [default: {AttachVerb.UsualDetachKey}]",
            HelpName = "KEY",
        };
        var command = VerbContext.Command("top",
            """
            Watch all sessions in a grid: the status of each, and the end of its screen. Arrows or hjkl move, enter
            attaches (ctrl-q comes back), q quits. Where there is no terminal, it prints one table.

            Example:
              agw top
            """,
            async (context, parsed) =>
            {
                if (context.IsJson || !TerminalMode.IsTerminal)
                    return await context.ShowAsync(
                        DaemonCall.Of(SessionListTool.Declaration), TopView.Listed(), SessionListVerb.Print);
                return await WatchAsync(context, parsed.GetValue(key) ?? AttachVerb.UsualDetachKey);
            });
        command.Add(key);
        return command;
    }

    private static async Task<int> WatchAsync(VerbContext context, string keyName)
    {
        if (DetachKey.Read(keyName).IsRejected(out var rejection, out var key)) return context.Refuse(rejection);
        if ((await context.ConnectAsync()).IsRejected(
            out rejection, out var asking))
            return context.Refuse(rejection);
        using var asked = asking;
        if ((await context.ConnectAsync()).IsRejected(
            out rejection, out var hearing))
            return context.Refuse(rejection);
        using var heard = hearing;
        // Asked once before the screen is taken, so that a refusal is told where it can be read.
        var list = DaemonCall.Of(SessionListTool.Declaration);
        if ((await asked.CallAsync(list, TopView.Listed(), null, context.CancellationToken)).IsRejected(out rejection))
            return context.Refuse(rejection);
        var changes = new TopChanges();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var listening = changes.ListenAsync(heard, ending.Token);
        if (PersonTerminal.Take().IsRejected(out rejection, out var terminal)) return context.Refuse(rejection);
        (Domain.Rejection? Problem, int ExitCode) end;
        using (terminal)
            end = await new TopView(terminal, context.Data, asked, changes, key, TimeProvider.System).RunAsync(
                context.CancellationToken);
        await ending.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return end.Problem is { } problem ? context.Refuse(problem) : end.ExitCode;
    }
}
