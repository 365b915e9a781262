using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tools;

internal static class EditFileTool
{
    private const int DiffCharactersMax = 12_000;
    private const int DiffCharactersShown = 4_000;

    public static AgentTool Make(WorkspaceWriter writer, PolicyPlaces places, ToolProducts products) => new(
        "edit_file",
        "Replaces an exact piece of a text file and shows the change. old_text must stand in the file exactly once, with its "
        + "spaces and indentation; give more of what is around it, or set replace_all.",
        ToolArguments.Schema(
            ("path", "string", "Relative to the thread's workspace; outside of it somebody is asked."),
            ("old_text", "string", "What is replaced, copied exactly from the file."),
            ("new_text", "string", "What stands there instead."),
            ("replace_all?", "boolean", "Replace it wherever it stands; false by default.")),
        Repeatable: false,
        async (call, cancellationToken) =>
        {
            if (Change(writer, call.Workspace, new(call.Arguments), call.Granted).IsRejected(out var refused, out var change)) return ToolArguments.Refused(refused);
            if (writer.Write(call.Workspace, change.Path, change.Before with { Text = change.After }, change.Before, call.Granted, cancellationToken).IsRejected(out refused, out var written))
                return ToolArguments.Refused(refused);
            var artifact = await products.FileAsync(call, "edit_file", written.Path, change.After, cancellationToken);
            return new(string.Create(
                CultureInfo.InvariantCulture,
                $"Changed {written.Path} in {change.Count} {(change.Count == 1 ? "place" : "places")}.{artifact}\n{TextDiff.Unified(written.Path, change.Before.Text, change.After, DiffCharactersShown)}"));
        })
    {
        Risk = RiskClass.R1,
        Facts = (given, workspace) =>
        {
            var arguments = new ToolArguments(given);
            var facts = WorkspaceFacts.Of(workspace, arguments.Text("path"), PathUse.Write);
            return !WorkspaceFacts.MayShow(places, workspace, arguments.Text("path")) || Change(writer, workspace, arguments, null).IsRejected(out _, out var change)
                ? facts
                : facts with { Preview = TextDiff.Unified(change.Path, change.Before.Text, change.After, DiffCharactersMax) };
        },
    };

    private static Outcome<FileChange> Change(WorkspaceWriter writer, string? workspace, ToolArguments arguments, IReadOnlyList<string>? granted)
    {
        var path = arguments.Text("path");
        if (writer.Read(workspace, path, granted).IsRejected(out var refused, out var before)) return refused;
        if (before is null) return new Rejection("file_not_found", $"There is no file {path} in the workspace.", "Make it with write_file, or see what is there with list_files.");
        return TextEdit.Replace(path, before.Text, arguments.Text("old_text"), arguments.Text("new_text"), arguments.OptionalFlag("replace_all") ?? false)
            .Map(edited => new FileChange(path, before, edited.Text, edited.Count));
    }

    private sealed record FileChange(string Path, WorkspaceText Before, string After, int Count);
}
