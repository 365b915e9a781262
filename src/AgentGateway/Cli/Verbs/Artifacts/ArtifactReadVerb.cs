using System.CommandLine;
using AgentGateway.Runtime.Artifacts.Tools;

namespace AgentGateway.Cli.Verbs.Artifacts;

/// <summary><c>agw artifact read ID</c>: all of its content, to standard output.</summary>
internal static class ArtifactReadVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The artifact's id (art_…)" };
        var command = VerbContext.Command("read",
            """
            Print an artifact: its exact bytes into a file or a pipe, text without control characters at a terminal.

            Example:
              agw artifact read art_… > report.html
            """,
            (context, parsed) => ReadAsync(context, parsed.GetValue(id)!), hasJson: false);
        command.Add(id);
        return command;
    }

    private static async Task<int> ReadAsync(VerbContext context, string id)
    {
        long? offset = 0;
        var format = Console.IsOutputRedirected ? "raw" : "text";
        while (offset is not null)
        {
            var arguments = Arguments.Of(("artifact_id", id), ("offset", offset), ("format", format));
            if ((await context.CallAsync(ArtifactReadTool.Declaration, arguments)).IsRejected(
                out var rejection, out var answer))
                return context.Refuse(rejection);
            if (answer.View.Base64 is { } bytes) Screen.Bytes(Convert.FromBase64String(bytes));
            else Screen.Piece(answer.View.Text ?? "");
            offset = answer.View.NextOffset;
        }

        return ExitCodes.Done;
    }
}
