using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Workspaces;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>workspace_create</c>.</summary>
internal sealed class WorkspaceCreateTool(WorkspaceService workspaces) : CheckedTool<WorkspaceEnvelope>(
    "workspace_create",
    "Create a workspace",
    "Makes a place for sessions to work in, with ports of its own: an existing directory, or a new git worktree of a repository on a branch of its own, so that "
    + "several agents work on one repository without disturbing each other. Give exactly one of directory and repository. Answers when it is ready. Then "
    + "session_create with its name as workspace.",
    ToolConduct.OpenWorld,
    [WorkspaceArguments.Name, Directory, Repository, Branch, Base, Setup],
    ViewJson.Plain.WorkspaceEnvelope)
{
    private static readonly ToolArgument Directory = ToolArgument.Text(
        "directory",
        "Absolute path of an existing directory, which is used as it is and never deleted.");

    private static readonly ToolArgument Repository = ToolArgument.Text(
        "repository",
        "Absolute path of a git repository on this machine, of which a worktree is made.");

    private static readonly ToolArgument Branch = ToolArgument.Text(
        "branch",
        "With repository: the worktree's branch, made where it is missing; agw/NAME when absent.");

    private static readonly ToolArgument Base = ToolArgument.Text(
        "base",
        "With repository: the commit or branch at which a new branch begins; the repository's HEAD when absent.");

    private static readonly ToolArgument Setup = ToolArgument.Text(
        "setup",
        "A shell script that runs in the new directory; the repository's own .agw/setup.sh when absent, if there is one.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken)
    {
        arguments.Progress?.Report($"preparing {arguments.Required(WorkspaceArguments.Name)}");
        return Answer(await workspaces.CreateAsync(
            caller,
            new(
                arguments.Required(WorkspaceArguments.Name),
                arguments.Text(Directory),
                arguments.Text(Repository),
                arguments.Text(Branch),
                arguments.Text(Base),
                arguments.Text(Setup)),
            cancellationToken));
    }
}
