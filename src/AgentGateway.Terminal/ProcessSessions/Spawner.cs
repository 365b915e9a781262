using System.Collections.Concurrent;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>
/// Starts every child, from one thread that lives as long as this does: a child that asked to die with its parent
/// (<c>bwrap --die-with-parent</c>) is killed when the <em>thread</em> that started it ends. Children make files with
/// the permissions that the user's programs give, and not with those of the daemon's own files.
/// </summary>
internal sealed class Spawner : IDisposable
{
    private const int RequestsMax = 256;

    private readonly BlockingCollection<(ChildRequest Request, TaskCompletionSource<int> Started)> _requests = new(
        RequestsMax);
    private readonly Thread _thread;

    public Spawner()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "terminal spawner" };
        _thread.Start();
    }

    /// <summary>The process id of the child, which leads a session and a process group of its own.</summary>
    /// <exception cref="OsException">It could not be started.</exception>
    public Task<int> StartAsync(ChildRequest request)
    {
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_requests.TryAdd((request, started))) throw new OsException("posix_spawn", Errno.TryAgain);
        return started.Task;
    }

    /// <summary>Ends the thread, and with it every child that wanted to die with its parent.</summary>
    public void Dispose()
    {
        _requests.CompleteAdding();
        _thread.Join();
        _requests.Dispose();
    }

    private void Run()
    {
        ThisProcess.GiveThreadUsualPermissions();
        foreach (var (request, started) in _requests.GetConsumingEnumerable())
        {
            try
            {
                started.TrySetResult(Children.Start(request));
            }
            catch (Exception failure)
            {
                started.TrySetException(failure);
            }
        }
    }
}
