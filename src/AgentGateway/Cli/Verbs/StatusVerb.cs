using System.CommandLine;
using AgentGateway.Settings;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw status</c>: the daemon that runs, and its condition.</summary>
internal static class StatusVerb
{
    public static Command Create() => VerbContext.Command("status",
        """
        Show the daemon that runs on the data directory.

        Exit code 3: none runs.

        Examples:
          agw status
          agw status --json
        """,
        (context, _) => context.ShowAsync(DaemonCalls.Status, [], status =>
        {
            Screen.Pairs(
                ("status", status.Status),
                ("pid", Show.Number(status.Pid)),
                ("url", status.Url),
                ("data", status.Data),
                ("socket", status.Socket),
                ("version", status.Version),
                ("journal", $"{status.Journal}, position {status.Position}"),
                ("up since", $"{Show.Time(status.StartedAt)} ({TimeSpan.FromSeconds(status.UptimeSeconds)})"),
                ("agents", $"{status.Agents}, available {status.AgentsAvailable}"));
            foreach (var client in status.Clients)
                Screen.Line(
                    $"client    {client.Name}{(client.Directory is { } directory ? $" in {directory}" : "")}"
                        + (client.Connections > 1 ? $", {client.Connections} connections" : ""));
            if (status.Inbox is { } inbox) Screen.Line($"inbox     {InboxVerb.Told(inbox)}");
            foreach (var key in status.SettingsPending ?? [])
                Screen.Line($"settings  {key} changed, takes effect after {LiveSettings.Restart}");
            if (status.Reason is { } reason) Screen.Line($"reason    {reason.Message} {reason.Hint}");
        }),
        needsDaemon: false);
}
