using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AgentGateway.Data;
using AgentGateway.Runtime.Backups;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw backup FILE</c>: all that a person would miss in one file, while the daemon goes on.</summary>
internal static class BackupVerb
{
    private const double Kibi = 1024;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The backup; must not exist yet" };
        var secrets = new Option<bool>("--secrets")
        {
            Description = "With secrets, tokens, keys, and the output of terminals as it was printed",
        };
        var noOutput = new Option<bool>("--no-output")
        {
            Description = "Without the index by which the output of terminals is searched",
        };
        var force = new Option<bool>("--force") { Description = "Replace FILE where it exists" };
        var command = VerbContext.Command("backup",
            """
            Write a backup of the data directory to FILE, one compressed archive that only you can read. The daemon may
            run or not. It has the journal, artifacts, settings, agents, policy and the index of terminal output.

            A running daemon also makes a copy each day and keeps seven (setting Backups). `agw restore` brings either
            back.

            Examples:
              agw backup ~/agw-$(date +%F).tar.gz
              agw backup --secrets /media/stick/agw.tar.gz    to move to another machine
              agw restore --list ~/agw-2026-01-31.tar.gz      what is in it, and whether it is whole
            """,
            (context, parsed) => context.ReadFileAsync(async () =>
            {
                var writer = new BackupWriter(
                    context.Data.Path, GatewayStore.Inspect(context.Data), TimeProvider.System);
                var written = await writer.WriteAsync(
                    new(parsed.GetValue(file)!)
                    {
                        Secrets = parsed.GetValue(secrets),
                        Output = !parsed.GetValue(noOutput),
                        Force = parsed.GetValue(force),
                    },
                    context.CancellationToken);
                return written.IsRejected(out var refused, out var backup)
                    ? context.Refuse(refused)
                    : Print(context, backup, $"{backup.File} was written ({Size(backup.Bytes)}).");
            }),
            needsDaemon: false);
        command.Add(file);
        command.Add(secrets);
        command.Add(noOutput);
        command.Add(force);
        return command;
    }

    /// <summary>Tells what is in a backup.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(VerbContext context, BackupView backup, string sentence)
    {
        if (context.IsJson)
        {
            Screen.Line(JsonSerializer.Serialize(backup, ViewJson.Plain.BackupView));
            return ExitCodes.Done;
        }

        Screen.Line(sentence);
        Table(backup.Sections);
        Screen.Line($"Made {Show.Time(backup.MadeAt)} by agw {backup.Program}, up to event {backup.Position}.");
        if (!backup.Secrets)
            Screen.Aside("Secrets, tokens, keys and the raw output of terminals are not in it (--secrets).");
        return ExitCodes.Done;
    }

    public static void Table(IReadOnlyList<BackupSectionView> sections) => Screen.Table(
        ["CONTENT", "FILES", "SIZE"],
        sections.Select(section => (string[])[section.Section, Show.Number(section.Files), Size(section.Bytes)]),
        "Nothing is in it. Make another: agw backup FILE");

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kibi:0.0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (Kibi * Kibi):0.0} MiB"),
    };
}
