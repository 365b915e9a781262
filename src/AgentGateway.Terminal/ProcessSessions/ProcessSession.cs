using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>Ending everything that runs in one process session: by SIGHUP, then SIGTERM, then SIGKILL.</summary>
internal sealed class ProcessSession(ReadinessLoop loop, TimeProvider time)
{
    private static readonly TimeSpan KillWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BlindWait = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Signals the processes that <paramref name="members"/> finds until none is left, and waits within the limits
    /// after each signal. Those that are found again after the last limit are the answer: none, unless the kernel holds
    /// them.
    /// </summary>
    public async Task<IReadOnlyList<ProcessRow>> EndAsync(
        Func<Task<IReadOnlyList<ProcessRow>>> members, StopLimits limits, CancellationToken cancellationToken)
    {
        var left = await AliveAsync(members);
        foreach (var (signal, wait) in Steps(limits))
        {
            // A child may fork while it is being signalled: force is repeated until nothing new appears.
            for (var round = 0; left.Count > 0 && round < (signal == TerminalSignal.Kill ? 10 : 1); round++)
            {
                foreach (var group in left.Select(row => row.GroupId).Distinct()) Send(-group, signal);
                await WaitForEndAsync(left, wait, cancellationToken);
                left = await AliveAsync(members);
            }
        }

        return left;
    }

    /// <summary>Sends a signal, and lets a stopped process go on so that it can act on it.</summary>
    /// <returns>Whether there was a process to send it to.</returns>
    public static bool Send(int processOrGroup, TerminalSignal signal)
    {
        if (!Signals.Send(processOrGroup, (int)signal)) return false;
        // A stopped process does not act on a signal until it goes on.
        if (signal is TerminalSignal.Hangup or TerminalSignal.Terminate)
            Signals.Send(processOrGroup, (int)TerminalSignal.Continue);
        return true;
    }

    private static IEnumerable<(TerminalSignal Signal, TimeSpan Wait)> Steps(StopLimits limits)
    {
        if (limits.HangupWait > TimeSpan.Zero) yield return (TerminalSignal.Hangup, limits.HangupWait);
        if (limits.TerminateWait > TimeSpan.Zero) yield return (TerminalSignal.Terminate, limits.TerminateWait);
        yield return (TerminalSignal.Kill, KillWait);
    }

    private static async Task<List<ProcessRow>> AliveAsync(Func<Task<IReadOnlyList<ProcessRow>>> members) =>
        [.. (await members()).Where(row => !row.IsZombie)];

    private async Task WaitForEndAsync(List<ProcessRow> rows, TimeSpan wait, CancellationToken cancellationToken)
    {
        var files = new List<PolledFile>();
        try
        {
            foreach (var row in rows)
            {
                if (PolledFile.TryOfProcess(loop, row.Id) is { } file) files.Add(file);
            }

            var ended = Task.WhenAll(files.Select(file => file.WhenReadyAsync(CancellationToken.None)));
            await ended.WaitAsync(wait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The next signal follows.
        }
        catch (OsException)
        {
            // No descriptor is left to watch them with.
            await Task.Delay(wait < BlindWait ? wait : BlindWait, time, cancellationToken);
        }
        finally
        {
            foreach (var file in files) file.Dispose();
        }
    }
}
