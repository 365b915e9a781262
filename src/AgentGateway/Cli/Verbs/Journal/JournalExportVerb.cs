using System.CommandLine;
using AgentGateway.Data;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Cli.Verbs.Journal;

/// <summary><c>agw journal export [--stream ID]</c>: all events as JSON lines.</summary>
internal static class JournalExportVerb
{
    public static Command Create()
    {
        var stream = new Option<string>("--stream")
        {
            Description = "Only this stream, such as thread/thr_…",
            HelpName = "ID",
        };
        var command = VerbContext.Command("export",
            """
            Write the events to standard output, a JSON object per line: position, stream, version, at, actor, type,
            payload_digest, hash, data.

            Example:
              agw journal export > journal.jsonl
            """,
            (context, parsed) => context.ReadFileAsync(async () =>
            {
                Screen.EndWithReader();
                await using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
                StreamId? wanted = parsed.GetValue(stream) is { } id ? new StreamId(id) : null;
                var exported = await GatewayStore.Inspect(context.Data).ExportAsync(
                    wanted, output, context.CancellationToken);
                return exported.IsRejected(out var rejection) ? context.Refuse(rejection) : ExitCodes.Done;
            }),
            needsDaemon: false);
        command.Add(stream);
        return command;
    }
}
