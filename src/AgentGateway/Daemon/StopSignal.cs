using System.Runtime.InteropServices;

namespace AgentGateway.Daemon;

/// <summary>The request that the daemon stops: a signal of the system, or the operator's call.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignal() => _registrations =
    [
        .. ((PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
            .Select(signal => PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Give();
            })),
    ];

    /// <summary>Completes when the daemon is to stop.</summary>
    public Task Given => _given.Task;

    public void Give() => _given.TrySetResult();

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }
}
