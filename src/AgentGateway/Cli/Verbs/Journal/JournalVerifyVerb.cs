using System.CommandLine;
using System.Text.Json;
using AgentGateway.Data;
using AgentGateway.Runtime.Journal;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs.Journal;

/// <summary><c>agw journal verify</c>: compares everything that is stored with the events.</summary>
internal static class JournalVerifyVerb
{
    public static Command Create() => VerbContext.Command("verify",
        """
        Check the chains of all streams, rebuild snapshots and read tables from the events, and compare.

        Exit code 1: something is wrong; the first bad event is named.

        Example:
          agw journal verify
        """,
        (context, _) => context.ReadFileAsync(async () =>
        {
            var report = await GatewayStore.Inspect(context.Data).CheckAsync(context.CancellationToken);
            if (context.IsJson)
                Screen.Line(JsonSerializer.Serialize(JournalReportView.Of(report), HostJson.Plain.JournalReportView));
            else Print(report);
            return report.IsSound ? ExitCodes.Done : ExitCodes.Failed;
        }),
        needsDaemon: false);

    private static void Print(JournalReport report)
    {
        Screen.Line($"{report.Events} events in {report.Streams} streams, {report.Erased} of them erased.");
        foreach (var (reason, count) in report.SkippedStreams)
            Screen.Line($"{count} streams: chain checked, state not compared ({reason}).");
        if (report.Unsound is { } problem) Screen.Error(problem);
        else Screen.Line("The journal is sound.");
    }
}
