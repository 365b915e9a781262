using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using AgentGateway.Posix;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Starts programs from one thread that lives as long as the daemon. A program that asked to die with its parent
/// (<c>bwrap --die-with-parent</c>) is killed when the <em>thread</em> that started it ends, and threads of the pool end
/// when they have had nothing to do for a while.
/// </summary>
internal static class ProgramStarter
{
    private const int WaitingMax = 256;

    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Waiting = new(WaitingMax);

    private static readonly Lazy<Thread> Starting = new(static () =>
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "program starter" };
        thread.Start();
        return thread;
    });

    /// <exception cref="Win32Exception">There is no such program, or it cannot be started.</exception>
    public static Task StartAsync(Process process)
    {
        _ = Starting.Value;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Waiting.TryAdd((process, started)) ? started.Task : throw new Win32Exception(Errno.TryAgain);
    }

    private static void Run()
    {
        ThisThread.LeaveLoginKeyring();
        ThisProcess.GiveThreadUsualPermissions();
        foreach (var (process, started) in Waiting.GetConsumingEnumerable())
        {
            try
            {
                process.Start();
                started.TrySetResult();
            }
            catch (Exception failure)
            {
                started.TrySetException(failure);
            }
        }
    }
}
