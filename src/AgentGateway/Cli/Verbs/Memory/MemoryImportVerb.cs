using System.CommandLine;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Documents;
using AgentGateway.Domain.Memory;
using AgentGateway.Runtime.Memory.Tools;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs.Memory;

/// <summary><c>agw memory import DIR</c>: Markdown files become notes and documents.</summary>
internal static class MemoryImportVerb
{
    private const int FilesMax = 20_000;
    private const long FileBytesMax = 1024 * 1024;

    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "A folder of Markdown files; its subfolders count" };
        var scope = new Option<string?>("--scope")
        {
            Description = "For whom, where a file does not say it; for you when absent",
            HelpName = "SCOPE",
        };
        var command = VerbContext.Command("import",
            """
            Read a folder of Markdown files: each becomes a note, a long one a note for each section. SOUL.md, MEMORY.md and
            USER.md become documents, and what agw memory export wrote comes back as it was. Doing it again changes nothing.

            Examples:
              agw memory import ~/notes
              agw memory import docs --scope workspace:/home/me/shop
            """,
            (context, parsed) => ImportAsync(
                context, Path.GetFullPath(parsed.GetValue(directory)!), parsed.GetValue(scope)));
        command.Add(directory);
        command.Add(scope);
        return command;
    }

    private static async Task<int> ImportAsync(VerbContext context, string directory, string? scope)
    {
        if (!Directory.Exists(directory))
            return context.Refuse(new(
                ExitCodes.NoDirectory, $"There is no directory {directory}.", "Look at how it is written."));
        var (documents, notes, merged) = (0, 0, 0);
        List<string> skipped = [];
        foreach (var file in Files(directory))
        {
            if (Text(file, out var reason) is not { } text)
            {
                skipped.Add($"{file}: {reason}");
                continue;
            }

            foreach (var note in MarkdownNote.Read(Path.GetFileName(file), text))
            {
                var known = note with { Scope = note.Scope ?? scope };
                var taken = note.Document is null
                    ? await RememberAsync(context, known, file)
                    : await WriteAsync(context, known, file);
                if (taken.IsRejected(out var refused, out var outcome)) skipped.Add($"{file}: {refused.Message}");
                else if (outcome == "document") documents++;
                else if (outcome == "merged") merged++;
                else notes++;
            }
        }

        var answer = new MemoryImportView(documents, notes, merged, skipped);
        if (context.IsJson) Screen.Line(JsonSerializer.Serialize(answer, HostJson.Plain.MemoryImportView));
        else
        {
            Screen.Line($"{notes} notes and {documents} documents were taken in; {merged} notes were known already.");
            foreach (var line in skipped) Screen.Aside($"not taken: {line}");
        }

        return skipped.Count > 0 && notes + merged + documents == 0 ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static async Task<Outcome<string>> RememberAsync(VerbContext context, MarkdownNote note, string file) =>
        (await context.CallAsync(
            MemoryRememberTool.Declaration,
            Arguments.Of(
                ("text", note.Text),
                ("subject", note.Subject is { } subject
                    ? ShortText.Of(subject, NoteContent.SubjectCharactersMax - 1)
                    : null),
                ("kind", note.Kind),
                ("scope", note.Scope),
                ("confidence", note.Confidence),
                ("expires", note.Expires),
                ("source_file", file)))).Map(answer => answer.View.Outcome);

    private static async Task<Outcome<string>> WriteAsync(VerbContext context, MarkdownNote note, string file)
    {
        var named = Arguments.Of(("name", note.Document), ("scope", note.Scope));
        var before = await context.CallAsync(MemoryReadTool.Declaration, named);
        if (before.IsRejected(out var refused, out var read) && refused.Code != DocumentRejections.Unknown.Code)
            return refused;
        var written = await context.CallAsync(
            MemoryWriteTool.Declaration,
            Arguments.Of(
                ("name", note.Document),
                ("scope", note.Scope),
                ("mode", "replace"),
                ("text", note.Text + "\n"),
                ("version", read?.View.Document?.Version ?? 0),
                ("reason", $"imported from {Path.GetFileName(file)}")));
        return written.Map(_ => "document");
    }

    /// <summary>Markdown files below the folder, in order; hidden ones and links are left out.</summary>
    private static IEnumerable<string> Files(string directory) =>
        Directory.EnumerateFiles(
            directory,
            "*.md",
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
                MatchCasing = MatchCasing.CaseInsensitive,
            }).Order(StringComparer.Ordinal).Take(FilesMax);

    private static string? Text(string file, out string reason)
    {
        reason = "it is larger than a megabyte";
        try
        {
            if (new FileInfo(file).Length > FileBytesMax) return null;
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            reason = exception is ArgumentException ? "it is not UTF-8" : exception.Message;
            return null;
        }
    }
}
