using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Artifacts.Tools;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary><c>write_file</c>: a text file of the workspace as a whole.</summary>
public sealed class WriteFileTool(WorkspaceWriter writer, PathZones zones, ToolProducts products)
    : Tool(Declaration)
{
    private const int DiffCharactersShown = 2_000;

    private static readonly ToolArgument<string> Content = ToolArgument.Text(
        "content", "The whole content of the file.").Required();

    public static readonly TextToolDeclaration Declaration = new()
    {
        Name = "write_file",
        Title = "Write a file",
        Description = "Writes a text file as a whole, and makes the directories on its way. For a change in a file "
            + "that is there, edit_file is safer.",
        Toolset = Toolsets.Files,
        Audience = ToolAudience.Agents,
        Conduct = ToolConduct.Idempotent | ToolConduct.Destructive,
        Risk = RiskClass.R1,
        Arguments = [WorkspaceToolArguments.Path, Content],
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments)
    {
        var path = arguments.Required(WorkspaceToolArguments.Path);
        var facts = WorkspaceFacts.Of(request.Workspace, path, PathUse.Write);
        if (!WorkspaceFacts.MayShow(zones, request.Workspace, path)
            || writer.Read(request.Workspace, path).IsRejected(out _, out var before))
            return facts;
        var preview = TextDiff.Unified(path, before?.Text, arguments.Required(Content), ApprovalWhole.CharactersMax);
        return facts with { Preview = preview };
    }

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var (path, content) = (arguments.Required(WorkspaceToolArguments.Path), arguments.Required(Content));
        // A file that cannot be shown as text can be replaced too.
        if (writer.Read(request.Workspace, path, request.Granted).IsRejected(out var refused, out var before)
            && refused.Code is not ("binary_file" or "file_too_large"))
            return Refuse(refused);
        var text = new WorkspaceText(content, before?.HasMark ?? false);
        var outcome = writer.Write(request.Workspace, path, text, before, request.Granted, cancellationToken);
        if (outcome.IsRejected(out refused, out var written)) return Refuse(refused);
        var artifact = await products.FileAsync(request, Name, written.Path, content, cancellationToken);
        var diff = written.IsNew
            ? ""
            : TextDiff.Unified(written.Path, before?.Text ?? "", content, DiffCharactersShown);
        var isSame = diff.Length == 0 && before is not null;
        var done = written.IsNew ? "Made" : isSame ? "Nothing to change in" : "Replaced";
        return ToolAnswer.OfText($"{done} {written.Path}.{artifact}{(diff.Length == 0 ? "" : "\n" + diff)}");
    }
}
