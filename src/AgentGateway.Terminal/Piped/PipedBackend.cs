using System.IO.Pipes;
using AgentGateway.Posix;
using AgentGateway.Terminal.Backends;
using AgentGateway.Terminal.ProcessSessions;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Terminal.Piped;

/// <summary>
/// Programs that talk over pipes and live no longer than this process, however it ends. Beside each of them a small
/// shell waits for the end of a pipe that only we hold; then it kills what carries the program's mark, and the
/// program's process group with itself.
/// </summary>
public sealed class PipedBackend(TimeProvider time) : IAsyncDisposable
{
    /// <summary>The variable of the environment that has a program's mark.</summary>
    public const string MarkVariable = "AGW_PIPED";

    /// <summary>
    /// The guard is started twice over, so that the program finds no child that it did not start. Signals that the
    /// program may send to its whole group do not end the guard.
    /// </summary>
    private const string Guard =
        """
        ( ( trap '' HUP INT TERM QUIT
            read -r self rest </proc/self/stat
            read -r end <&3
            for one in $(grep -lzxF "AGW_PIPED=$AGW_PIPED" /proc/[0-9]*/environ); do
              one=${one%/environ}
              [ "$one" = "/proc/$self" ] || kill -KILL "${one#/proc/}"
            done
            kill -KILL 0 ) </dev/null >/dev/null 2>&1 & )
        exec 3<&-
        exec "$@"
        """;

    private readonly ReadinessLoop _loop = new();
    private readonly Spawner _spawner = new();
    private readonly OrphanReaper _reaper = new(time);

    /// <summary>Starts it, or says why not.</summary>
    public async Task<(PipedProgram? Program, Refusal? Refusal)> StartAsync(
        PipedRequest request, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(request.Environment,
            StringComparer.Ordinal) { [MarkVariable] = request.Mark };
        var check = new TerminalRequest
        {
            Name = "piped", Program = request.Program, Arguments = request.Arguments, Directory = request.Directory,
            Environment = environment,
        };
        if (RequestCheck.Find(check, out var program) is { } refusal) return (null, refusal);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return (await StartAsync(program, request, environment), null);
        }
        catch (OsException failure)
        {
            return (null, StartRefusals.Of(failure));
        }
    }

    /// <summary>Kills all processes that carry this mark, which an earlier daemon may have left.</summary>
    public Task ReapAsync(string mark, CancellationToken cancellationToken) =>
        _reaper.ReapMarkedAsync($"{MarkVariable}={mark}", StopLimits.AtOnce, cancellationToken);

    /// <summary>End the programs first.</summary>
    public ValueTask DisposeAsync()
    {
        _spawner.Dispose();
        _reaper.Dispose();
        _loop.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<PipedProgram> StartAsync(
        string program, PipedRequest request, Dictionary<string, string> environment)
    {
        Descriptor.NeedSpare();
        var (theirInput, ourInput) = Descriptor.Pipe();
        var (ourOutput, theirOutput) = Descriptor.Pipe();
        var (ourErrors, theirErrors) = Descriptor.Pipe();
        var (theirLife, ourLife) = Descriptor.Pipe();
        using (theirInput)
        using (theirOutput)
        using (theirErrors)
        using (theirLife)
        {
            var processId = 0;
            try
            {
                SafeFileHandle[] theirs = [theirInput, theirOutput, theirErrors, theirLife];
                processId = await _spawner.StartAsync(new ChildRequest(
                    "/bin/sh",
                    ["sh", "-c", Guard, request.Program, program, .. request.Arguments],
                    environment,
                    request.Directory,
                    [.. theirs.Select(file => new ChildFile.Given(file))]));
                var end = PolledFile.OfProcess(_loop, processId);
                var streams = new PipedStreams(Write(ourInput), Read(ourOutput), Read(ourErrors));
                return new(this, processId, request.Mark, streams, ourLife, end, time);
            }
            catch
            {
                foreach (var ours in (SafeFileHandle[])[ourInput, ourOutput, ourErrors, ourLife]) ours.Dispose();
                // A child whose end would not be seen must not go on.
                if (processId > 0 && ProcessSession.Send(-processId, TerminalSignal.Kill))
                    ChildProcess.Reap(processId, []);
                throw;
            }
        }
    }

    private static AnonymousPipeClientStream Read(SafeFileHandle file) => new(PipeDirection.In, Pass(file));

    private static AnonymousPipeClientStream Write(SafeFileHandle file) => new(PipeDirection.Out, Pass(file));

    /// <summary>The same descriptor as the stream wants it; from now on the stream closes it.</summary>
    private static SafePipeHandle Pass(SafeFileHandle file)
    {
        var passed = new SafePipeHandle(file.DangerousGetHandle(), ownsHandle: true);
        file.SetHandleAsInvalid();
        return passed;
    }
}
