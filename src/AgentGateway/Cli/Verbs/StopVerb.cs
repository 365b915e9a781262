using System.CommandLine;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw stop</c>: stops the daemon, and returns when it is gone.</summary>
internal static class StopVerb
{
    public static Command Create() => VerbContext.Command("stop",
        """
        Stop the daemon of the data directory, and wait until it is gone. Everything that was acknowledged is kept;
        turns go on at the next start.

        Example:
          agw stop
        """,
        async (context, _) =>
        {
            if (await DaemonStop.RunAsync(context) is { } rejection) return context.Refuse(rejection);
            Screen.Line(context.IsJson ? """{"stopped":true}""" : "The daemon has stopped.");
            return ExitCodes.Done;
        },
        needsDaemon: false);
}
