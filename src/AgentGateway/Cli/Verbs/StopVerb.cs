using System.CommandLine;
using AgentGateway.Data;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw stop</c>: stops the daemon, and returns when it is gone.</summary>
internal static class StopVerb
{
    private const int StopSecondsMax = 15;
    private const int LookMilliseconds = 20;

    public static Command Create() => VerbContext.Command("stop",
        """
        Stop the daemon of the data directory, and wait until it is gone. Everything that was acknowledged is kept;
        turns go on at the next start.

        Example:
          agw stop
        """,
        async (context, _) =>
        {
            var answer = await context.CallAsync(DaemonCalls.Stop, []);
            if (answer.IsRejected(out var rejection) && rejection.Code != "daemon_gone")
                return context.Refuse(rejection);
            var started = TimeProvider.System.GetTimestamp();
            while (DaemonLock.Held(context.Data) is { } running)
            {
                if (TimeProvider.System.GetElapsedTime(started).TotalSeconds > StopSecondsMax)
                    return context.Refuse(new(
                        "stop_failed",
                        $"{running.Message} It was told to stop, and has not yet.",
                        "Look at its log; `kill PID` ends it at once, and loses nothing that was acknowledged."));
                await Task.Delay(LookMilliseconds, context.CancellationToken);
            }

            Screen.Line(context.IsJson ? """{"stopped":true}""" : "The daemon has stopped.");
            return ExitCodes.Done;
        },
        needsDaemon: false);
}
