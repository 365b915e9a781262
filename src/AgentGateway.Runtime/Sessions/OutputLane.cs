namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// Threads of their own for what follows output, so that programs that print without end take none from those who
/// answer calls. Work that yields stands behind all that has waited for something: an echo never stands behind a flood.
/// </summary>
internal sealed class OutputLane : TaskScheduler, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Queue<Task> _woken = new();
    private readonly Queue<Task> _yielded = new();
    private readonly int _threads;
    private bool _isClosed;

    public OutputLane(string name, int threads)
    {
        _threads = threads;
        for (var number = 0; number < threads; number++) new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    public override int MaximumConcurrencyLevel => _threads;

    /// <summary>Begins the work on this lane, where it also goes on after each wait.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>What comes later runs elsewhere.</summary>
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
                // Task.Yield asks for fairness, and nothing else here does.
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
