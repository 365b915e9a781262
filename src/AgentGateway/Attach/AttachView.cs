using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Bridge;
using AgentGateway.Domain;

namespace AgentGateway.Attach;

/// <summary>
/// A person's terminal while it is a session's: carries bytes both ways until the person leaves or the session ends.
/// </summary>
internal sealed class AttachView(PersonTerminal terminal, DetachKey detachKey)
{
    /// <summary>
    /// Undoes the modes that programs switch on and a shell does not expect: out of the alternate screen, no mouse,
    /// paste and focus reports, no keyboard protocols, usual keys, scrolling, colours, characters and cursor. It ends
    /// below everything that is shown.
    /// </summary>
    private static readonly byte[] Usual =
    [
        .. "\e[?2026l\e[?1049l\e[?9;1000;1001;1002;1003;1004;1005;1006;1015;1016;2004l\e[<99u"u8,
        .. "\e[>4m\e[?1l\e>\e[?6l\e[r\e[4l\e[?7h\e[0m\e(B\x0f\e[0 q\e[?25h"u8,
        .. "\e[23;0t\e[999;1H\r\n"u8,
    ];

    private readonly ArrayBufferWriter<byte> _sent = new();
    private Ending? _leaving;

    /// <summary>How it ended.</summary>
    /// <param name="Said">A sentence for the person; null where the person knows.</param>
    /// <param name="ExitCode">The exit code where the program ends with this.</param>
    /// <param name="PersonLeft">Whether the person's terminal is gone or a signal ended the program.</param>
    internal sealed record Ending(string? Said, int ExitCode, Rejection? Problem = null, bool PersonLeft = false);

    /// <summary>Runs on a connection that has accepted <c>attach</c>.</summary>
    public async Task<Ending> RunAsync(PipeReader reader, Stream writer, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var before = terminal.Farewell;
        terminal.Farewell = [.. Usual, .. before];
        terminal.Write(Beginning());
        try
        {
            var shows = ShowAsync(reader, ending.Token);
            var types = TypeAsync(writer, ending.Token);
            var first = await Task.WhenAny(shows, types);
            await ending.CancelAsync();
            await ((Task)Task.WhenAll(shows, types)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // The daemon closes the connection as soon as it hears that the person leaves.
            return _leaving ?? await first;
        }
        catch (Exception failure) when (failure is IOException or SocketException or InvalidDataException)
        {
            return Gone;
        }
        finally
        {
            terminal.Write(Usual);
            terminal.Farewell = before;
        }
    }

    private static Ending Gone { get; } = new(null, 3, new(
        Problem.Gone.Code, "The daemon is gone, and with it the attachment.",
            "Sessions in tmux go on, and are there again when the daemon is: `agw session list`."));

    /// <summary>Moves the screen into the scrollback rather than painting over it, and keeps the title.</summary>
    private static byte[] Beginning() => Encoding.ASCII.GetBytes(
        $"\e[22;0t\e[999;1H{new string('\n', PersonTerminal.Size.Rows)}\e[H\e[2J");

    private async Task<Ending> ShowAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (AttachFrame.TryRead(ref buffer, out var frame))
            {
                if (frame.Kind == AttachFrame.Kinds.End) return new(Encoding.UTF8.GetString(frame.Payload), 0);
                if (frame.Kind == AttachFrame.Kinds.Output && !await ShowAsync(frame.Payload, cancellationToken))
                    return new(null, 128 + 1, PersonLeft: true);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted) return Gone;
        }
    }

    /// <returns>False when the terminal is gone.</returns>
    private async ValueTask<bool> ShowAsync(ReadOnlySequence<byte> output, CancellationToken cancellationToken)
    {
        foreach (var piece in output)
            if (!await terminal.WriteAsync(piece, cancellationToken))
                return false;
        return true;
    }

    private async Task<Ending> TypeAsync(Stream writer, CancellationToken cancellationToken)
    {
        await foreach (var happened in terminal.Events.ReadAllAsync(cancellationToken))
        {
            _sent.ResetWrittenCount();
            _leaving = Send(happened);
            await writer.WriteAsync(_sent.WrittenMemory, cancellationToken);
            if (_leaving is not null) return _leaving;
        }

        return new(null, 128 + 1, PersonLeft: true);
    }

    private Ending? Send(PersonEvent happened)
    {
        switch (happened)
        {
            case PersonEvent.Typed typed:
                var at = detachKey.Find(typed.Bytes);
                if (at != 0)
                    AttachFrame.Write(_sent, AttachFrame.Kinds.Input, at < 0 ? typed.Bytes : typed.Bytes.AsSpan(0, at));
                if (at < 0) return null;
                AttachFrame.Write(_sent, AttachFrame.Kinds.End, []);
                return new("Detached; the session goes on.", 0);
            case PersonEvent.Resized resized:
                AttachFrame.WriteSize(_sent, resized.Columns, resized.Rows);
                return null;
            case PersonEvent.Leaves leaves:
                AttachFrame.Write(_sent, AttachFrame.Kinds.End, []);
                return new(null, leaves.ExitCode, PersonLeft: true);
            default:
                return null;
        }
    }
}
