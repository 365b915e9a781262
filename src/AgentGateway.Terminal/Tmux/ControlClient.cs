using System.Text;
using AgentGateway.Posix;
using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// One <c>tmux -C</c> process and the conversation with it. Commands are answered in the order in which they were sent,
/// so any number may be under way.
/// </summary>
internal sealed class ControlClient : IAsyncDisposable
{
    private const int ReadBytes = 64 * 1024;

    private readonly int _processId;
    private readonly PolledFile _output;
    private readonly PolledFile _input;
    private readonly PolledFile _end;
    private readonly TimeProvider _time;
    private readonly TimeSpan _answerWait;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Queue<PendingCommands> _pending = new();
    private readonly TaskCompletionSource<ControlMessage.Answer> _greeting = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private string _lastText = "";

    private ControlClient(
        int processId, SafeFileHandle output, SafeFileHandle input, ReadinessLoop loop, TmuxOptions options,
        TimeProvider time)
    {
        _processId = processId;
        _time = time;
        _answerWait = options.AnswerWait;
        Descriptor.MakeNonBlocking(output);
        Descriptor.MakeNonBlocking(input);
        _output = new PolledFile(loop, output, PolledFile.Readable);
        _input = new PolledFile(loop, input, PolledFile.Writable);
        _end = PolledFile.OfProcess(loop, processId);
        _reading = ReadAsync();
    }

    /// <summary>Completes when tmux is gone or has closed the conversation.</summary>
    public Task Ended => _ended.Task;

    /// <exception cref="TmuxException">tmux refused, or did not answer.</exception>
    /// <exception cref="OsException">It could not be started.</exception>
    public static async Task<ControlClient> StartAsync(
        IReadOnlyList<string> arguments, TmuxOptions options, Spawner spawner, ReadinessLoop loop, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (theirInput, ourInput) = Descriptor.Pipe();
        var (ourOutput, theirOutput) = Descriptor.Pipe();
        ControlClient client;
        using (theirInput)
        using (theirOutput)
        {
            ChildFile[] pipes = [new ChildFile.Given(theirInput), new ChildFile.Given(theirOutput),
                new ChildFile.SameAs(1)];
            var processId = await spawner.StartAsync(
                new ChildRequest(options.ProgramPath, ["tmux", .. arguments], TmuxServer.Environment, "/", pipes));
            client = new ControlClient(processId, ourOutput, ourInput, loop, options, time);
        }

        try
        {
            var greeting = await client._greeting.Task.WaitAsync(options.AnswerWait, time, cancellationToken);
            if (!greeting.Ok) throw new TmuxException(Text(greeting));
            return client;
        }
        catch (Exception failure)
        {
            await client.DisposeAsync();
            if (failure is TimeoutException)
                throw new TmuxException($"tmux did not start within {options.AnswerWait}.");
            throw;
        }
    }

    /// <summary>
    /// Sends a sequence of commands, which tmux carries out without looking at any terminal in between, and answers the
    /// lines of all of them. The first that fails ends the sequence.
    /// </summary>
    /// <exception cref="TmuxException">A command failed, tmux is gone, or it did not answer in time.</exception>
    public async Task<IReadOnlyList<byte[]>> AskAsync(
        IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var pending = new PendingCommands(commands.Count);
        var line = Encoding.UTF8.GetBytes(string.Join(" ; ", commands) + "\n");
        await _writing.WaitAsync(cancellationToken);
        try
        {
            lock (_gate)
            {
                if (_ended.Task.IsCompleted) throw Gone(wasSent: false);
                _pending.Enqueue(pending);
            }

            // Half a command would run into the next one, so from here on nothing is cancelled.
            pending.WasSent = await WriteAsync(line);
        }
        finally
        {
            _writing.Release();
        }

        if (!pending.WasSent) throw Gone(wasSent: false);
        try
        {
            return await pending.Done.Task.WaitAsync(_answerWait, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TmuxException($"tmux did not answer within {_answerWait}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A control client ends by itself at the end of its input; the server must not lose its client in the middle of
        // a line.
        await _writing.WaitAsync();
        _input.Dispose();
        _writing.Release();
        try
        {
            await _end.WhenReadyAsync(CancellationToken.None).WaitAsync(_answerWait, _time);
        }
        catch (TimeoutException)
        {
            ProcessSession.Send(_processId, TerminalSignal.Kill);
        }

        _output.Dispose();
        await _reading;
    }

    /// <summary>Whether anything of it was written.</summary>
    private async Task<bool> WriteAsync(ReadOnlyMemory<byte> line)
    {
        var length = line.Length;
        while (line.Length > 0 && !_input.IsDisposed && !_ended.Task.IsCompleted)
        {
            int count;
            try
            {
                count = NonBlockingIo.Write(_input.Handle, line.Span);
            }
            catch (OsException)
            {
                // The client has ended; the reading side sees the same end and fails all pending commands.
                break;
            }

            if (count > 0) line = line[count..];
            else await _input.WhenReadyAsync(CancellationToken.None);
        }

        return line.Length < length;
    }

    private async Task ReadAsync()
    {
        var reader = new ControlReader();
        var buffer = new byte[ReadBytes];
        var messages = new List<ControlMessage>();
        while (!_output.IsDisposed)
        {
            var count = NonBlockingIo.Read(_output.Handle, buffer);
            if (count == NonBlockingIo.NotNow)
            {
                await _output.WhenReadyAsync(CancellationToken.None);
                continue;
            }

            if (count <= 0) break;
            messages.Clear();
            reader.Feed(buffer.AsSpan(0, count), messages);
            foreach (var message in messages) Take(message);
        }

        End();
        await _end.WhenReadyAsync(CancellationToken.None);
        _end.Dispose();
        Backends.ChildProcess.Reap(_processId, []);
    }

    private void Take(ControlMessage message)
    {
        switch (message)
        {
            case ControlMessage.Answer { IsOurs: false } greeting:
                _greeting.TrySetResult(greeting);
                break;
            case ControlMessage.Answer answer:
                Answer(answer);
                break;
            case ControlMessage.OtherLine line:
                _lastText = line.Text;
                break;
            case ControlMessage.Exit exit:
                if (exit.Reason.Length > 0) _lastText = exit.Reason;
                break;
            default:
                // Changes of terminals are seen at their processes and pipes, also when no client is attached.
                break;
        }
    }

    private void Answer(ControlMessage.Answer answer)
    {
        PendingCommands? pending;
        lock (_gate)
        {
            if (!_pending.TryPeek(out pending)) return;
            pending.Lines.AddRange(answer.Lines);
            pending.Left--;
            if (answer.Ok && pending.Left > 0) return;
            _pending.Dequeue();
        }

        if (answer.Ok) pending.Done.TrySetResult(pending.Lines);
        else pending.Done.TrySetException(new TmuxException(Text(answer)));
    }

    private void End()
    {
        lock (_gate)
        {
            _ended.TrySetResult();
            foreach (var pending in _pending) pending.Done.TrySetException(Gone(wasSent: true));
            _pending.Clear();
        }

        _greeting.TrySetException(Gone(wasSent: true));
        // Ends a write that waits for room.
        _input.Ready();
    }

    private TmuxException Gone(bool wasSent) =>
        new(_lastText.Length > 0 ? _lastText : "the tmux server has gone away") { WasSent = wasSent };

    private static string Text(ControlMessage.Answer answer) =>
        string.Join(' ', answer.Lines.Select(Encoding.UTF8.GetString));

    private sealed class PendingCommands(int commands)
    {
        public int Left { get; set; } = commands;

        public bool WasSent { get; set; }

        public List<byte[]> Lines { get; } = [];

        public TaskCompletionSource<IReadOnlyList<byte[]>> Done { get; } = new(
            TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
