using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tools;

internal static class WriteFileTool
{
    private const int DiffCharactersMax = 12_000;
    private const int DiffCharactersShown = 2_000;

    public static AgentTool Make(WorkspaceWriter writer, PolicyPlaces places, ToolProducts products) => new(
        "write_file",
        "Writes a text file as a whole, and makes the directories on its way. For a change in a file that is there, edit_file "
        + "is safer.",
        ToolArguments.Schema(
            ("path", "string", "Relative to the thread's workspace; outside of it somebody is asked."),
            ("content", "string", "All that the file is to hold.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            var (path, content) = (arguments.Text("path"), arguments.Text("content"));
            if (writer.Read(call.Workspace, path, call.Granted).IsRejected(out var refused, out var before) && refused.Code is not ("binary_file" or "file_too_large"))
                return ToolArguments.Refused(refused);
            if (writer.Write(call.Workspace, path, new(content, before?.HasMark ?? false), before, call.Granted, cancellationToken).IsRejected(out refused, out var written))
                return ToolArguments.Refused(refused);
            var artifact = await products.FileAsync(call, "write_file", written.Path, content, cancellationToken);
            var diff = written.IsNew ? "" : TextDiff.Unified(written.Path, before?.Text ?? "", content, DiffCharactersShown);
            return new($"{(written.IsNew ? "Made" : diff.Length == 0 && before is not null ? "Nothing to change in" : "Replaced")} {written.Path}.{artifact}{(diff.Length == 0 ? "" : "\n" + diff)}");
        })
    {
        Risk = RiskClass.R1,
        Facts = (given, workspace) =>
        {
            var arguments = new ToolArguments(given);
            var (path, content) = (arguments.Text("path"), arguments.Text("content"));
            var facts = WorkspaceFacts.Of(workspace, path, PathUse.Write);
            return WorkspaceFacts.MayShow(places, workspace, path) ? facts with { Preview = Preview(writer, workspace, path, content) } : facts;
        },
    };

    private static string? Preview(WorkspaceWriter writer, string? workspace, string path, string content) =>
        writer.Read(workspace, path).IsRejected(out _, out var before) ? null : TextDiff.Unified(path, before?.Text, content, DiffCharactersMax);
}
