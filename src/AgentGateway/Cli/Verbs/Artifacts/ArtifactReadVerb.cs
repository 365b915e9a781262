using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Artifacts;

/// <summary><c>agw artifact read ID</c>: all of its content, to standard output.</summary>
internal static class ArtifactReadVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The artifact's id (art_…)" };
        var command = VerbContext.Command("read",
            """
            Write an artifact to standard output: byte by byte into a file or a pipe, as harmless text to a terminal.

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
        while (offset is not null)
        {
            var format = Console.IsOutputRedirected ? "raw" : "text";
            var answer = await context.CallAsync("artifact_read", Arguments.Of(("artifact_id", id), ("offset", offset), ("format", format)), null);
            if (answer.IsRejected(out var rejection)) return context.Refuse(rejection);
            using var json = JsonDocument.Parse(answer.Value);
            var piece = json.RootElement;
            if (piece.TryGetProperty("base64", out var bytes)) Screen.Bytes(bytes.GetBytesFromBase64());
            else Screen.Piece(Show.Text(piece, "text"));
            offset = piece.TryGetProperty("next_offset", out var next) && next.ValueKind == JsonValueKind.Number ? next.GetInt64() : null;
        }

        return ExitCodes.Done;
    }
}
