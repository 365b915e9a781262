using System.CommandLine;
using AgentGateway.Data;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Secrets;

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
        var reveal = new Option<bool>("--reveal") { Description = "With the values of secrets" };
        var command = VerbContext.Command("export",
            """
            Write the events to standard output, a JSON object per line: position, stream, version, at, actor, type,
            payload_digest, hash, data. Stored secrets are taken out of data; the digest is of what is stored.

            Example:
              agw journal export > journal.jsonl
            """,
            (context, parsed) => context.ReadFileAsync(async () =>
            {
                Screen.EndWithReader();
                await using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
                StreamId? wanted = parsed.GetValue(stream) is { } id ? new StreamId(id) : null;
                var hidden = new KnownSecrets();
                if (!parsed.GetValue(reveal)) new SecretStore(context.Data.Secrets, hidden).Know();
                var exported = await GatewayStore.Inspect(context.Data).ExportAsync(
                    wanted, hidden, output, context.CancellationToken);
                return exported.IsRejected(out var rejection) ? context.Refuse(rejection) : ExitCodes.Done;
            }),
            needsDaemon: false);
        command.Add(stream);
        command.Add(reveal);
        return command;
    }
}
