using Microsoft.Extensions.Logging;

namespace AgentGateway.McpClients.Tests;

/// <summary>Something happened, so it is worth looking again. The service's log is one such sign.</summary>
internal sealed class Pulse<T> : ILogger<T>
{
    private TaskCompletionSource _next = New();

    public void Beat() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    public async Task UntilAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            if (holds()) return;
            await next.WaitAsync(cancellationToken);
        }
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) => Beat();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
