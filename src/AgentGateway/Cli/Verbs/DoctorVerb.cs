using System.CommandLine;
using System.Text.Json;
using AgentGateway.Daemon;
using AgentGateway.Data;
using AgentGateway.Doctor;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Settings;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw doctor</c>: looks at everything that can be wrong, and says what to do.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var fix = new Option<bool>("--fix")
        {
            Description =
                "First put right what can lose nothing: modes in the data directory, what a killed daemon left",
        };
        var command = VerbContext.Command("doctor",
            """
            Check the installation: data directory, token, settings, daemon, database, agents, model providers, tmux,
            bubblewrap, git; and everything that is stored, for at most ten seconds. Each line that is not ok says what
            to do.

            Exit code 1: something has to be put right. Warnings do not count.

            Examples:
              agw doctor
              agw doctor --fix
            """,
            async (context, parsed) =>
            {
                var findings = parsed.GetValue(fix) ? LocalRepairs.Run(context.Data).ToList() : [];
                findings.AddRange(await LookAsync(context));
                if (context.IsJson)
                    Screen.Line(JsonSerializer.Serialize(new FindingsView(findings), HostJson.Plain.FindingsView));
                else Print(findings);
                return findings.Exists(finding => finding.Status == "fail") ? ExitCodes.Failed : ExitCodes.Done;
            },
            needsDaemon: false);
        command.Add(fix);
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(VerbContext context)
    {
        var (data, cancellationToken) = (context.Data, context.CancellationToken);
        var findings = LocalFindings.Of(data).ToList();
        findings.AddRange(await JournalFindings.OfAsync(GatewayStore.Inspect(data), cancellationToken));
        var answer = await context.CallAsync(DaemonCalls.Doctor, []);
        if (answer.Rejection is null) findings.AddRange(answer.Value.View.Findings);
        else if (SettingsLoader.Load(data, new Dictionary<string, string?>()).Settings is { } settings)
            findings.AddRange(await Composition.FindingsWithoutDaemonAsync(data, settings, cancellationToken));
        return findings;
    }

    private static void Print(List<Finding> findings)
    {
        var checks = findings.Max(finding => finding.Check.Length);
        foreach (var finding in findings)
        {
            Screen.Line($"{finding.Status,-5}  {finding.Check.PadRight(checks)}  {finding.Message}");
            if (finding.Hint is not null) Screen.Line($"{"",-5}  {new string(' ', checks)}  → {finding.Hint}");
        }
    }
}
