using System.Collections.Concurrent;
using System.Diagnostics;

namespace AgentGateway.Terminal.Posix;

/// <summary>
/// Starts every child, from one thread that lives as long as this does: a child that asked to die with its parent
/// (<c>bwrap --die-with-parent</c>) is killed when the <em>thread</em> that started it ends.
/// </summary>
internal sealed unsafe class Spawner : IDisposable
{
    private const int OrdersMax = 256;
    private const int GuardedLife = 3;

    private readonly BlockingCollection<(SpawnOrder Order, TaskCompletionSource<int> Started)> _orders = new(OrdersMax);
    private readonly Thread _thread;

    public Spawner()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "terminal spawner" };
        _thread.Start();
    }

    /// <summary>The process id of the child, which leads a session and a process group of its own.</summary>
    /// <exception cref="OsException">It could not be started.</exception>
    public Task<int> StartAsync(SpawnOrder order)
    {
        var started = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_orders.TryAdd((order, started))) throw new OsException("posix_spawn", Errno.TryAgain);
        return started.Task;
    }

    /// <summary>Ends the thread, and with it every child that wanted to die with its parent.</summary>
    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
        _orders.Dispose();
    }

    private void Run()
    {
        foreach (var (order, started) in _orders.GetConsumingEnumerable())
        {
            try
            {
                started.TrySetResult(Start(order));
            }
            catch (Exception failure)
            {
                started.TrySetException(failure);
            }
        }
    }

    private static int Start(SpawnOrder order)
    {
        using var texts = new NativeTexts();
        var attributes = stackalloc byte[PosixSpawn.OpaqueBytes];
        var actions = stackalloc byte[PosixSpawn.OpaqueBytes];
        Check(PosixSpawn.InitializeAttributes(attributes), "posix_spawnattr_init");
        Check(PosixSpawn.InitializeActions(actions), "posix_spawn_file_actions_init");
        try
        {
            CleanSignals(attributes);
            Connect(actions, order, texts);
            var processId = 0;
            var error = PosixSpawn.Start(
                &processId, texts.Add(order.ProgramPath), actions, attributes,
                texts.AddList(order.Arguments), texts.AddList([.. order.Environment.Select(pair => $"{pair.Key}={pair.Value}")]));
            Check(error, "posix_spawn " + order.ProgramPath);
            return processId;
        }
        finally
        {
            _ = PosixSpawn.DestroyActions(actions);
            _ = PosixSpawn.DestroyAttributes(attributes);
        }
    }

    /// <summary>The runtime ignores SIGPIPE and may block signals; a child starts as from a login.</summary>
    private static void CleanSignals(byte* attributes)
    {
        var signals = stackalloc byte[PosixSpawn.OpaqueBytes];
        _ = PosixSpawn.FillSignals(signals);
        Check(PosixSpawn.SetDefaultSignals(attributes, signals), "posix_spawnattr_setsigdefault");
        _ = PosixSpawn.EmptySignals(signals);
        Check(PosixSpawn.SetBlockedSignals(attributes, signals), "posix_spawnattr_setsigmask");
        Check(PosixSpawn.SetFlags(attributes, PosixSpawn.CleanSignalsInOwnSession), "posix_spawnattr_setflags");
    }

    private static void Connect(byte* actions, SpawnOrder order, NativeTexts texts)
    {
        switch (order.Input)
        {
            case SpawnInput.Terminal terminal:
                // The session leader's first open of a terminal makes it the controlling one.
                Check(PosixSpawn.AddOpen(actions, 0, texts.Add(terminal.SlavePath), Libc.ReadWrite, 0), "addopen");
                Check(PosixSpawn.AddDuplicate(actions, 0, 1), "adddup2");
                break;
            case SpawnInput.Pipes pipes:
                Check(PosixSpawn.AddDuplicate(actions, pipes.Reader, 0), "adddup2");
                Check(PosixSpawn.AddDuplicate(actions, pipes.Writer, 1), "adddup2");
                break;
            case SpawnInput.Guarded guarded:
                Check(PosixSpawn.AddDuplicate(actions, guarded.Reader, 0), "adddup2");
                Check(PosixSpawn.AddDuplicate(actions, guarded.Writer, 1), "adddup2");
                Check(PosixSpawn.AddDuplicate(actions, guarded.Errors, 2), "adddup2");
                Check(PosixSpawn.AddDuplicate(actions, guarded.Life, GuardedLife), "adddup2");
                break;
            default:
                throw new UnreachableException();
        }

        if (order.Input is not SpawnInput.Guarded) Check(PosixSpawn.AddDuplicate(actions, 1, 2), "adddup2");
        PosixSpawn.AddCloseOthers(actions, order.Input is SpawnInput.Guarded ? GuardedLife + 1 : GuardedLife);
        if (order.Directory is { } directory) Check(PosixSpawn.AddChangeDirectory(actions, texts.Add(directory)), "addchdir_np");
    }

    private static void Check(int error, string call)
    {
        if (error != 0) throw new OsException(call, error);
    }
}
