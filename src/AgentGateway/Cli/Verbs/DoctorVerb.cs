using System.CommandLine;
using System.Text.Json;
using AgentGateway.Data;
using AgentGateway.Doctor;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw doctor</c>: looks at everything that can be wrong, and says what to do.</summary>
internal static class DoctorVerb
{
    public static Command Create() => VerbContext.Command("doctor",
        """
        Check the installation: data directory, token, settings, daemon, database, agents, model providers; and
        everything that is stored, for at most ten seconds.

        Exit code 1: something has to be put right. Warnings do not count.

        Example:
          agw doctor
        """,
        async (context, _) =>
        {
            var findings = LocalFindings.Of(context.Data).ToList();
            findings.AddRange(
                await JournalFindings.OfAsync(GatewayStore.Inspect(context.Data), context.CancellationToken));
            var answer = await context.CallAsync(DaemonCalls.Doctor, []);
            if (answer.Rejection is null) findings.AddRange(answer.Value.View.Findings);
            if (context.IsJson)
                Screen.Line(JsonSerializer.Serialize(new FindingsView(findings), HostJson.Plain.FindingsView));
            else
                foreach (var finding in findings)
                {
                    Screen.Line($"{finding.Status,-4}  {finding.Check,-9}  {finding.Message}");
                    if (finding.Hint is not null) Screen.Line($"{"",-4}  {"",-9}  → {finding.Hint}");
                }

            return findings.Exists(finding => finding.Status == "fail") ? ExitCodes.Failed : ExitCodes.Done;
        },
        needsDaemon: false);
}
