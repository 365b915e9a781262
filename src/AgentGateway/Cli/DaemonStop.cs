using AgentGateway.Data;
using AgentGateway.Domain;

namespace AgentGateway.Cli;

/// <summary>Stops the daemon of a data directory.</summary>
internal static class DaemonStop
{
    private const int StopSecondsMax = 15;
    private const int LookMilliseconds = 20;

    /// <returns>Null when it has stopped; refused where none runs, or where it does not stop.</returns>
    public static async Task<Rejection?> RunAsync(VerbContext context)
    {
        var answer = await context.CallAsync(DaemonCalls.Stop, []);
        if (answer.IsRejected(out var rejection) && rejection.Code != "daemon_gone") return rejection;
        var started = TimeProvider.System.GetTimestamp();
        while (DaemonLock.Held(context.Data) is { } running)
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalSeconds > StopSecondsMax)
                return new(
                    "stop_failed",
                    $"{running.Message} It was told to stop, and has not yet.",
                    "Look at its log; `kill PID` ends it at once, and loses nothing that was acknowledged.");
            await Task.Delay(LookMilliseconds, context.CancellationToken);
        }

        return null;
    }
}
