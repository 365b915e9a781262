using System.CommandLine;
using System.Text;
using System.Text.Json;
using AgentGateway.Bridge;
using AgentGateway.Domain;
using AgentGateway.Terminal.Recordings;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs.Sessions;

/// <summary><c>agw session export SESSION --cast FILE | --svg FILE</c>: its output as a recording or as a picture.</summary>
internal static class SessionExportVerb
{
    public static Command Create()
    {
        var session = SessionVerbs.Session();
        var cast = To("--cast", "The recording, asciicast v2; must not exist yet; - is standard output");
        var svg = To("--svg", "The recording as an animated picture, SVG; must not exist yet; - is standard output");
        var command = VerbContext.Command("export",
            """
            Write what is kept of a session's output as a recording that asciinema plays, or as a picture that moves in
            a browser or a README. Values of secrets are asterisks in both.

            Examples:
              agw session export build --cast build.cast && asciinema play build.cast
              agw session export build --svg build.svg
            """,
            (context, parsed) => parsed.GetValue(svg) is { } picture
                ? ToAsync(context, picture, target => ExportSvgAsync(context, parsed.GetValue(session)!, target))
                : ToAsync(
                    context,
                    parsed.GetValue(cast)!,
                    target => ExportAsync(context, parsed.GetValue(session)!, target)));
        command.Add(session);
        command.Add(cast);
        command.Add(svg);
        command.Validators.Add(result =>
        {
            if (result.GetValue(cast) is null == result.GetValue(svg) is null)
                result.AddError("Give --cast FILE or --svg FILE.");
        });
        return command;
    }

    private static Option<string> To(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    private static Task<int> ToAsync(VerbContext context, string file, Func<Stream, Task<int>> export) =>
        file == "-" ? export(Console.OpenStandardOutput()) : ToFileAsync(context, Path.GetFullPath(file), export);

    private static async Task<int> ToFileAsync(VerbContext context, string path, Func<Stream, Task<int>> export)
    {
        try
        {
            int exitCode;
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                exitCode = await export(file);
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

    private static async Task<int> ExportSvgAsync(VerbContext context, string session, Stream target)
    {
        using var cast = new MemoryStream();
        if (await ExportAsync(context, session, cast) is not ExitCodes.Done and var exitCode) return exitCode;
        cast.Position = 0;
        using var reader = new StreamReader(cast);
        if (cast.Length == 0 || await SvgRecording.MakeAsync(reader, context.CancellationToken) is not { } picture)
            return context.Refuse(new(
                "recording_unsuitable",
                "The session printed nothing, or more than a picture can show.",
                "A recording of any length: agw session export SESSION --cast FILE"));
        await target.WriteAsync(Encoding.UTF8.GetBytes(picture), context.CancellationToken);
        return ExitCodes.Done;
    }
}
