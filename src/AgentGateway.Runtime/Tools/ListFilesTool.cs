using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tools;

internal static class ListFilesTool
{
    public static AgentTool Make(WorkspaceFiles files) => new(
        "list_files",
        "Lists a directory, directories with a slash behind them.",
        ToolArguments.Schema(("path?", "string", "Relative to the thread's workspace, its root by default; outside of it somebody is asked.")),
        Repeatable: true,
        (call, _) => Task.FromResult(
            files.List(call.Workspace, new ToolArguments(call.Arguments).OptionalText("path") ?? ".", call.Granted).IsRejected(out var refused, out var names)
                ? ToolArguments.Refused(refused)
                : new ToolResult(names.Count == 0 ? "(empty)" : string.Join('\n', names))))
    {
        Risk = RiskClass.R0,
        Facts = (arguments, workspace) => WorkspaceFacts.Of(workspace, new ToolArguments(arguments).OptionalText("path") ?? ".", PathUse.Read),
    };
}
