using System.CommandLine;
using System.Text.Json;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Runtime.Backups;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw restore FILE</c>: makes a data directory of a backup, and checks it.</summary>
internal static class RestoreVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A backup by agw backup, or of the daemon itself" };
        var list = new Option<bool>("--list") { Description = "Check FILE and say what is in it; restore nothing" };
        var command = VerbContext.Command("restore",
            """
            Make a data directory of a backup. The directory must be empty or new, and no daemon may use it. All of it is
            checked before it is put in place: every file by its digest, the journal as `agw journal verify` does.

            The restored journal has a new id, so that cursors into the former one are refused. Sessions that ran when the
            backup was made are shown as lost, and nothing of them is ended.

            Examples:
              agw restore ~/agw-2026-01-31.tar.gz --data ~/agw-restored
              mv ~/.local/share/agentgateway ~/agw-before && agw restore ~/agw-2026-01-31.tar.gz
              agw restore --list ~/agw-2026-01-31.tar.gz
            """,
            (context, parsed) =>
            {
                var backup = Path.GetFullPath(parsed.GetValue(file)!);
                return parsed.GetValue(list)
                    ? Task.FromResult(List(context, backup))
                    : RestoreAsync(context, backup);
            },
            needsDaemon: false);
        command.Add(file);
        command.Add(list);
        return command;
    }

    private static int List(VerbContext context, string file) =>
        BackupReader.Read(file, null, context.CancellationToken).IsRejected(out var refused, out var backup)
            ? context.Refuse(refused)
            : BackupVerb.Print(context, backup, $"{file} is whole.");

    private static async Task<int> RestoreAsync(VerbContext context, string file)
    {
        if (DaemonLock.Held(context.Data) is { } held)
            return context.Refuse(new Rejection(
                held.Code, held.Message, "Stop it with `agw stop`, or name another directory with --data."));
        var restored = await new BackupRestorer(GatewayStore.Inspect).RestoreAsync(
            file, context.Data.Path, context.CancellationToken);
        if (restored.IsRejected(out var refused, out var view)) return context.Refuse(refused);
        if (context.IsJson)
        {
            Screen.Line(JsonSerializer.Serialize(view, ViewJson.Plain.RestoreView));
            return ExitCodes.Done;
        }

        Screen.Line($"{view.Data} was restored and verified: {view.Events} events in {view.Streams} streams.");
        BackupVerb.Table(view.Sections);
        if (view.Sections.All(section => section.Section != "secrets"))
            Screen.Aside("Secrets were not in the backup: set them again with agw secret set. A new token is made.");
        return ExitCodes.Done;
    }
}
