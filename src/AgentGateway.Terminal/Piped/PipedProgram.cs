using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Piped;

/// <summary>A program that runs with pipes. Ending it ends everything that it started.</summary>
public sealed class PipedProgram : IAsyncDisposable
{
    /// <summary>How long it may take after its input has ended, and again after SIGTERM.</summary>
    private static readonly TimeSpan PoliteWait = TimeSpan.FromSeconds(2);

    private readonly PipedBackend _owner;
    private readonly string _mark;
    private readonly SafeFileHandle _life;
    private readonly TimeProvider _time;
    private readonly Lock _ending = new();
    private Task? _ended;

    internal PipedProgram(
        PipedBackend owner, int processId, string mark, PipedStreams streams, SafeFileHandle life, PolledFile end,
        TimeProvider time)
    {
        (_owner, ProcessId, _mark, _life, _time) = (owner, processId, mark, life, time);
        (Input, Output, Errors) = streams;
        Exited = WatchAsync(end);
    }

    public int ProcessId { get; }

    /// <summary>The program's input.</summary>
    public Stream Input { get; }

    /// <summary>The program's output. A process that it started may hold it open after the program's end.</summary>
    public Stream Output { get; }

    public Stream Errors { get; }

    /// <summary>How the program itself ended; what it started may still run until this is disposed.</summary>
    public Task<TerminalExit> Exited { get; }

    /// <summary>
    /// Lets it end by itself at the end of its input, asks it to, and makes it. May be called more than once.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Task ended;
        lock (_ending) ended = _ended ??= EndAsync();
        await ended;
    }

    private async Task EndAsync()
    {
        await Task.Yield();
        await Input.DisposeAsync();
        if (!await HasExitedAsync())
        {
            ProcessSession.Send(-ProcessId, TerminalSignal.Terminate);
            await HasExitedAsync();
        }

        // Its number is taken while it has not been reaped, and its group's while the guard lives, so no other process
        // is hit.
        if (!Exited.IsCompleted) ProcessSession.Send(-ProcessId, TerminalSignal.Kill);
        _life.Dispose();
        await _owner.ReapAsync(_mark, CancellationToken.None);
        await Exited;
        await Output.DisposeAsync();
        await Errors.DisposeAsync();
    }

    private async Task<bool> HasExitedAsync()
    {
        Task exited = Exited;
        await exited.WaitAsync(PoliteWait, _time, CancellationToken.None).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing);
        return exited.IsCompleted;
    }

    private async Task<TerminalExit> WatchAsync(PolledFile end)
    {
        await end.WhenReadyAsync(CancellationToken.None);
        end.Dispose();
        return ChildProcess.Reap(ProcessId, []);
    }
}
