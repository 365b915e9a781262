using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary><c>list_files</c>: a directory of the workspace.</summary>
public sealed class ListFilesTool(WorkspaceFiles files) : Tool(Declaration)
{
    private static readonly ToolArgument<string> Directory = ToolArgument.Text(
        "path", "Relative to the thread's workspace, its root by default; outside of it a person is asked.");

    public static readonly TextToolDeclaration Declaration = new()
    {
        Name = "list_files",
        Title = "List files",
        Description = "Lists a directory; names of directories end with a slash.",
        Toolset = Toolsets.Files,
        Audience = ToolAudience.Agents,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Directory],
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        WorkspaceFacts.Of(request.Workspace, arguments.Text(Directory) ?? ".", PathUse.Read);

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(List(request, arguments.Text(Directory) ?? "."));

    private ToolAnswer List(ToolRequest request, string directory) =>
        files.List(request.Workspace, directory, request.Granted).IsRejected(out var refused, out var names)
            ? Refuse(refused)
            : ToolAnswer.OfText(names.Count == 0 ? "(empty)" : string.Join('\n', names));
}
