using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Artifacts.Tools;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary><c>edit_file</c>: one exact piece of a text file.</summary>
public sealed class EditFileTool(WorkspaceWriter writer, PathZones zones, ToolProducts products) : Tool(Declaration)
{
    private const int DiffCharactersShown = 4_000;

    private static readonly ToolArgument<string> OldText = ToolArgument.Text(
        "old_text", "The text to replace, copied exactly from the file.").Required();

    private static readonly ToolArgument<string> NewText = ToolArgument.Text(
        "new_text", "The text that replaces it.").Required();

    private static readonly ToolArgument<bool> ReplaceAll = ToolArgument.Flag(
        "replace_all", "Replace every occurrence; false by default.");

    public static readonly TextToolDeclaration Declaration = new()
    {
        Name = "edit_file",
        Title = "Edit a file",
        Description = "Replaces an exact piece of a text file and shows the change. old_text must occur in the file "
            + "exactly once, with its spaces and indentation; give more of the text before and after it, or set "
            + "replace_all.",
        Toolset = Toolsets.Files,
        Audience = ToolAudience.Agents,
        Conduct = ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments = [WorkspaceToolArguments.Path, OldText, NewText, ReplaceAll],
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments)
    {
        var path = arguments.Required(WorkspaceToolArguments.Path);
        var facts = WorkspaceFacts.Of(request.Workspace, path, PathUse.Write);
        if (!WorkspaceFacts.MayShow(zones, request.Workspace, path)
            || Change(request.Workspace, arguments, granted: null).IsRejected(out _, out var change))
            return facts;
        return facts with { Preview = change.Diff(path, ApprovalWhole.CharactersMax) };
    }

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        if (Change(request.Workspace, arguments, request.Granted).IsRejected(out var refused, out var change))
            return Refuse(refused);
        var outcome = writer.Write(
            request.Workspace,
            arguments.Required(WorkspaceToolArguments.Path),
            change.Before with { Text = change.After },
            change.Before,
            request.Granted,
            cancellationToken);
        if (outcome.IsRejected(out refused, out var written)) return Refuse(refused);
        var artifact = await products.FileAsync(request, Name, written.Path, change.After, cancellationToken);
        var count = change.Count.ToString(CultureInfo.InvariantCulture);
        var done = $"Changed {written.Path} in {count} {(change.Count == 1 ? "place" : "places")}.{artifact}";
        return ToolAnswer.OfText($"{done}\n{change.Diff(written.Path, DiffCharactersShown)}");
    }

    private Outcome<FileChange> Change(string? workspace, CallArguments arguments, IReadOnlyList<string>? granted)
    {
        var path = arguments.Required(WorkspaceToolArguments.Path);
        if (writer.Read(workspace, path, granted).IsRejected(out var refused, out var before)) return refused;
        if (before is null)
            return new Rejection(
                "file_not_found",
                $"There is no file {path} in the workspace.",
                "Make it with write_file, or see what is there with list_files.");
        return TextEdit
            .Replace(
                path,
                before.Text,
                arguments.Required(OldText),
                arguments.Required(NewText),
                arguments.Flag(ReplaceAll) ?? false)
            .Map(edited => new FileChange(before, edited.Text, edited.Count));
    }

    private sealed record FileChange(WorkspaceText Before, string After, int Count)
    {
        public string Diff(string path, int charactersMax) => TextDiff.Unified(path, Before.Text, After, charactersMax);
    }
}
