using System.CommandLine;
using AgentGateway.Bridge;
using AgentGateway.Data;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw backup FILE</c>: a consistent copy of the database while the daemon goes on.</summary>
internal static class BackupVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The copy; must not exist yet" };
        var command = VerbContext.Command("backup",
            """
            Copy the database to FILE, consistent in itself, whether or not the daemon runs.
            To restore: stop the daemon, replace agentgateway.db by the copy (and remove -wal and -shm), start it
            again.

            Example:
              agw backup ~/agentgateway-$(date +%F).db
            """,
            (context, parsed) => context.ReadFileAsync(async () =>
            {
                var target = Path.GetFullPath(parsed.GetValue(file)!);
                var copied = await GatewayStore.Inspect(context.Data).CopyAsync(target, context.CancellationToken);
                if (copied.IsRejected(out var rejection)) return context.Refuse(rejection);
                Screen.Line(context.IsJson
                    ? $$"""{"file":{{Problem.Json(target)}},"bytes":{{copied.Value}}}"""
                    : $"The database was copied to {target} ({copied.Value} bytes).");
                return ExitCodes.Done;
            }));
        command.Add(file);
        return command;
    }
}
