using System.CommandLine;
using System.Text.Json;
using AgentGateway.Bridge;
using AgentGateway.Domain;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session export SESSION --cast FILE</c>: its output as a recording.</summary>
internal static class SessionExportVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var cast = new Option<string>("--cast")
        {
            Description = "The recording, asciicast v2; must not exist yet; - is standard output",
            HelpName = "FILE",
            Required = true,
        };
        var command = VerbContext.Command("export",
            """
            Write what is kept of a session's output as a recording that asciinema plays.

            Examples:
              agw session export build --cast build.cast && asciinema play build.cast
            """,
            (context, parsed) => parsed.GetValue(cast) == "-"
                ? ExportAsync(context, parsed.GetValue(session)!, Console.OpenStandardOutput())
                : ToFileAsync(context, parsed.GetValue(session)!, Path.GetFullPath(parsed.GetValue(cast)!)));
        command.Add(session);
        command.Add(cast);
        return command;
    }

    private static async Task<int> ToFileAsync(VerbContext context, string session, string path)
    {
        try
        {
            int exitCode;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                exitCode = await ExportAsync(context, session, file);
            if (exitCode != ExitCodes.Done) File.Delete(path);
            else if (context.IsJson)
                Screen.Line($$"""{"file":{{Problem.Json(path)}},"bytes":{{new FileInfo(path).Length}}}""");
            else Screen.Aside($"The recording is in {path}.");
            return exitCode;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return context.Refuse(File.Exists(path)
                ? new Rejection("file_exists", $"{path} exists already.", "Name another file, or remove that one.")
                : new Rejection(
                    "file_unwritable", $"{path} cannot be written: {failure.Message}", "Name another file."));
        }
    }

    private static async Task<int> ExportAsync(VerbContext context, string session, Stream target)
    {
        var answer = await context.CallAsync(
            DaemonCalls.SessionExport, Arguments.Of(("session_id", session)), async piece =>
            await target.WriteAsync(piece.Deserialize(HostJson.Plain.PieceView)!.Base64, context.CancellationToken));
        if (answer.IsRejected(out var rejection)) return context.Refuse(rejection);
        await target.FlushAsync(context.CancellationToken);
        return ExitCodes.Done;
    }
}
