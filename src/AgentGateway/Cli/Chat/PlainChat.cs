using System.Runtime.InteropServices;
using AgentGateway.Cli.Verbs.Threads;
using AgentGateway.Domain;
using AgentGateway.Posix;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli.Chat;

/// <summary>
/// A chat without a terminal that can be drawn on: lines of standard input are sent one after the other, each when the
/// one before it is answered, and the answers are printed as <c>agw thread send</c> prints them.
/// </summary>
internal sealed class PlainChat(VerbContext context)
{
    private volatile bool _isAnswering;
    private volatile bool _isStopping;
    private string? _thread;

    /// <returns>The exit code of the last message that was not answered; done when all were.</returns>
    public async Task<int> RunAsync(ChatOpening opening)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        if ((opening.Thread is not null || opening.IsDescribed)
            && await OpenAsync(opening) is { } refused)
            return context.Refuse(refused);
        var exitCode = ExitCodes.Done;
        while (ReadMessage() is { } text)
        {
            if (text.Trim().Length == 0) continue;
            if (ChatCommands.Find(text) is "quit" or "exit") break;
            if (_thread is null && await OpenAsync(opening) is { } uncreated) return context.Refuse(uncreated);
            (_isAnswering, _isStopping) = (true, false);
            var code = await new Answering(context, isNewThread: false).RunAsync(
                ThreadSendTool.Declaration,
                Arguments.Of(
                    ("thread_id", _thread), ("text", text), ("wait_seconds", WaitLimit.Turns.SecondsMax)),
                waitsToTheEnd: true);
            _isAnswering = false;
            if (code != ExitCodes.Done) exitCode = code;
            // Nothing behind it is answered before a person or a daemon is there.
            if (code is ExitCodes.Waits or ExitCodes.Unreachable) break;
        }

        return exitCode;
    }

    private async Task<Rejection?> OpenAsync(ChatOpening opening)
    {
        if (opening.Thread is { } named)
        {
            var found = await context.CallAsync(
                ThreadReadTool.Declaration, Arguments.Of(("thread_id", named), ("limit", 1)));
            if (found.IsRejected(out var unknown, out var read)) return unknown;
            _thread = read.View.Thread.Id;
            return null;
        }

        var created = await context.CallAsync(
            ThreadCreateTool.Declaration, Arguments.Of(("agent", opening.Agent), ("title", opening.Title)));
        if (created.IsRejected(out var refused, out var answer)) return refused;
        _thread = answer.View.Thread.Id;
        if (!context.IsJson) Screen.Aside($"thread {_thread}");
        return null;
    }

    /// <summary>A line, with those behind it while it ends with a backslash; null at the end of the input.</summary>
    private static string? ReadMessage()
    {
        if (TerminalMode.IsInputTerminal) Console.Error.Write("> ");
        var text = Console.In.ReadLine();
        while (text is ['\\'] or [.., '\\'] && Console.In.ReadLine() is { } more) text = $"{text[..^1]}\n{more}";
        return text;
    }

    /// <summary>The first interrupt ends the answer, the next one this program.</summary>
    private void Interrupt(PosixSignalContext signal)
    {
        if (!_isAnswering || _isStopping) return;
        signal.Cancel = _isStopping = true;
        Screen.Aside("· stopping; ctrl-C again leaves");
        _ = context.CallAsync(ThreadCancelTool.Declaration, Arguments.Of(("thread_id", _thread)));
    }
}
