namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Runs the work that follows output on threads of its own, so that programs that print without end take no threads
/// from the pool that answers calls. Work that yielded runs after work that waited for something, so that the echo of a
/// key is not delayed by programs that print much.
/// </summary>
internal sealed class OutputScheduler : TaskScheduler, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Queue<Task> _woken = new();
    private readonly Queue<Task> _yielded = new();
    private readonly int _threads;
    private bool _isClosed;

    public OutputScheduler(string name, int threads)
    {
        _threads = threads;
        for (var number = 0; number < threads; number++) new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    public override int MaximumConcurrencyLevel => _threads;

    /// <summary>Runs the work on these threads, also after each wait in it.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Work that is queued afterwards runs on the thread pool.</summary>
    public void Dispose()
    {
        lock (_gate) _isClosed = true;
        _waiting.Release(_threads);
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                // Only Task.Yield sets this flag here.
                (task.CreationOptions.HasFlag(TaskCreationOptions.PreferFairness) ? _yielded : _woken).Enqueue(task);
                _waiting.Release();
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate) return [.. _woken, .. _yielded];
    }

    private void Run()
    {
        while (true)
        {
            _waiting.Wait();
            Task? task;
            lock (_gate)
            {
                if (!_woken.TryDequeue(out task) && !_yielded.TryDequeue(out task)) return;
            }

            TryExecuteTask(task);
        }
    }
}
