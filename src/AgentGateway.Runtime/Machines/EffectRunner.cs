using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Machines;

/// <summary>
/// Performs the pending effects of one aggregate, each once under its key: an effect begins when it is pending and due,
/// is cancelled when it is no longer pending, and is tried again when it throws. An effect begins on the thread of the
/// commit that made it due, so that a quick effect is done at once; an effect that may take long yields first.
/// </summary>
internal sealed partial class EffectRunner<TState>(
    StreamId stream, Task<IEffects<TState>> effects, MachineWiring<TState> wiring, TimeProvider time, ILogger log,
        CancellationToken stopping)
    where TState : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Running> _running = [];
    private TState? _state;

    /// <summary>Whether anything is owed.</summary>
    public bool Any
    {
        get
        {
            lock (_gate) return _running.Count > 0;
        }
    }

    /// <summary>Makes what runs agree with what is owed. Called after each durable change, in order.</summary>
    public void Follow(TState state, IReadOnlyList<Effect> owed)
    {
        if (stopping.IsCancellationRequested) return;
        List<Running>? ended = null;
        List<Running>? begun = null;
        lock (_gate)
        {
            _state = state;
            foreach (var (key, running) in _running)
                if (!owed.Any(effect => effect.Key == key))
                    (ended ??= []).Add(running);
            if (ended is not null)
                foreach (var running in ended)
                    _running.Remove(running.Effect.Key);
            foreach (var effect in owed)
                if (!_running.ContainsKey(effect.Key))
                {
                    var running = new Running(effect, new());
                    _running.Add(effect.Key, running);
                    (begun ??= []).Add(running);
                }
        }

        // Outside the lock: cancelling runs the continuations of waiting callers, and an effect may be done before
        // this returns.
        if (ended is not null)
            foreach (var running in ended)
                running.Cancellation.Cancel();
        if (begun is not null)
            foreach (var running in begun)
                _ = RunAsync(running);
    }

    /// <summary>Ends everything that runs and waits for it; the host stops.</summary>
    public async Task StoppedAsync()
    {
        Running[] all;
        lock (_gate) all = [.. _running.Values];
        foreach (var running in all) await running.Cancellation.CancelAsync();
        await Task.WhenAll(all.Select(running => running.Ended.Task));
    }

    private async Task RunAsync(Running running)
    {
        var cancellation = running.Cancellation.Token;
        var delay = wiring.RetryDelay;
        try
        {
            // The wait is measured by the monotonic clock, so that a change of the wall clock does not affect it.
            if (running.Effect.NotBefore is { } due && due - time.GetUtcNow() is { Ticks: > 0 } wait)
                await Task.Delay(running.Effect.WaitMax is { } max && wait > max ? max : wait, time, cancellation);
            var performing = effects.IsCompletedSuccessfully ? effects.Result : await effects.WaitAsync(cancellation);
            while (true)
            {
                try
                {
                    await performing.PerformAsync(stream, _state!, running.Effect, cancellation);
                    return;
                }
                catch (Exception exception) when (!cancellation.IsCancellationRequested)
                {
                    LogRetried(log, exception, running.Effect.Key, delay.TotalSeconds);
                }

                await Task.Delay(delay, time, cancellation);
                delay = delay * 2 < wiring.RetryDelayMax ? delay * 2 : wiring.RetryDelayMax;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The effect is no longer pending, or the daemon stops and the effect is pending again at the next start.
        }
        catch (Exception exception)
        {
            LogLost(log, exception, running.Effect.Key);
        }
        finally
        {
            running.Ended.TrySetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Effect {Key} failed and is tried again in {Seconds} s.")]
    private static partial void LogRetried(ILogger log, Exception exception, string key, double seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Effect {Key} failed after it was no longer owed.")]
    private static partial void LogLost(ILogger log, Exception exception, string key);

    private sealed record Running(Effect Effect, CancellationTokenSource Cancellation)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
