using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Memory.Tools;
using AgentGateway.Views;

namespace AgentGateway.Cli.Verbs.Memory;

/// <summary><c>agw memory export DIR</c>: notes and documents as Markdown files.</summary>
internal static class MemoryExportVerb
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "The folder to write into; made where it is missing" };
        var scope = new Option<string?>("--scope") { Description = "Only of this scope", HelpName = "SCOPE" };
        var command = VerbContext.Command("export",
            """
            Write all notes that count, and all documents, as Markdown files that agw memory import reads.

            Examples:
              agw memory export ~/memory
              agw memory export ~/memory --scope agent:main
            """,
            (context, parsed) => ExportAsync(
                context, Path.GetFullPath(parsed.GetValue(directory)!), parsed.GetValue(scope) ?? "all"));
        command.Add(directory);
        command.Add(scope);
        return command;
    }

    private static async Task<int> ExportAsync(VerbContext context, string directory, string scope)
    {
        var (documents, notes) = (0, 0);
        string? cursor = null;
        do
        {
            var asked = Arguments.Of(("scope", scope), ("limit", 500), ("cursor", cursor));
            if ((await context.CallAsync(MemoryReadTool.Declaration, asked)).IsRejected(out var refused, out var page))
                return context.Refuse(refused);
            foreach (var item in page.View.Documents)
            {
                var named = Arguments.Of(("name", item.Name), ("scope", item.Scope));
                if ((await context.CallAsync(MemoryReadTool.Declaration, named)).IsRejected(out refused, out var read))
                    return context.Refuse(refused);
                Write(directory, "documents", item.Scope, item.Name, Text(read.View.Document!));
                documents++;
            }

            foreach (var note in page.View.Notes)
            {
                Write(directory, "notes", note.Scope, note.Id, Text(note));
                notes++;
            }

            cursor = page.View.NextCursor;
        }
        while (cursor is not null);

        if (context.IsJson)
            Screen.Line(JsonSerializer.Serialize(
                new MemoryExportView(directory, documents, notes), HostJson.Plain.MemoryExportView));
        else Screen.Line($"{notes} notes and {documents} documents are in {directory}.");
        return ExitCodes.Done;
    }

    private static void Write(string directory, string group, string scope, string name, string text)
    {
        var folder = Path.Combine(directory, group, Uri.EscapeDataString(scope));
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name}.md"), text, new UTF8Encoding(false));
    }

    private static string Text(DocumentView document) => Matter(
        document.Text,
        ("document", document.Name),
        ("scope", document.Scope),
        ("version", document.Version.ToString(CultureInfo.InvariantCulture)),
        ("author", document.Author));

    private static string Text(NoteView note) => Matter(
        note.Text,
        ("note", note.Id),
        ("scope", note.Scope),
        ("kind", note.Kind),
        ("subject", note.Subject),
        ("confidence", note.Confidence.ToString(CultureInfo.InvariantCulture)),
        ("trust", note.Trust),
        ("author", note.Author),
        ("source", note.Source),
        ("created", note.CreatedAt.ToString("O", CultureInfo.InvariantCulture)),
        ("expires", note.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture)));

    /// <summary>The text below its front matter. A JSON string is a YAML string too.</summary>
    private static string Matter(string text, params IEnumerable<(string Key, string? Value)> matter)
    {
        var written = new StringBuilder("---\n");
        foreach (var (key, value) in matter)
            if (value is not null)
                written.Append(CultureInfo.InvariantCulture, $"{key}: \"{JsonEncodedText.Encode(value)}\"\n");
        return written.Append("---\n").Append(text.TrimEnd()).Append('\n').ToString();
    }
}
