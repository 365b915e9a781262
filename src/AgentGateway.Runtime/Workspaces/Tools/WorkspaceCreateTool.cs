using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary><c>workspace_create</c>.</summary>
public sealed class WorkspaceCreateTool(WorkspaceService workspaces, SandboxService sandboxes)
    : Tool<WorkspaceEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Directory = ToolArgument.Text(
        "directory", "Absolute path of an existing directory, which is used as it is and never deleted.");

    private static readonly ToolArgument<string> Repository = ToolArgument.Text(
        "repository", "Absolute path of a git repository on this machine, of which a worktree is made.");

    private static readonly ToolArgument<string> Branch = ToolArgument.Text(
        "branch", "With repository: the worktree's branch, made where it is missing; agw/NAME when absent.");

    private static readonly ToolArgument<string> Base = ToolArgument.Text(
        "base",
        "With repository: the commit or branch at which a new branch begins; the repository's HEAD when absent.");

    private static readonly ToolArgument<string> Setup = ToolArgument.Text(
        "setup",
        "A shell script that runs in the new directory; the repository's own .agw/setup.sh when absent, if there is "
        + "one.");

    public static readonly ToolDeclaration<WorkspaceEnvelope> Declaration = new()
    {
        Name = "workspace_create",
        Title = "Create a workspace",
        Description =
            "Makes a directory for sessions to work in, with ports of its own: an existing directory, or a new "
            + "git worktree of a repository on a branch of its own, so that several agents work on one repository "
            + "without disturbing each other. Give exactly one of directory and repository. Answers when it is ready. "
            + "Then session_create with its name as workspace.",
        Toolset = Toolsets.Workspaces,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.OpenWorld,
        Risk = RiskClass.R2,
        Arguments =
        [
            WorkspaceToolArguments.Name, Directory, Repository, Branch, Base, Setup, SandboxArguments.Sandbox,
            SandboxArguments.Reason,
        ],
        Result = () => ViewJson.Plain.WorkspaceEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => new()
    {
        // It runs a script, the given one or that of the repository.
        MayBeRemembered = false,
        Line = string.IsNullOrWhiteSpace(arguments.Text(Setup)) ? null : arguments.Text(Setup),
        // What an agent makes a workspace of is its own afterwards, to be written.
        Paths =
        [
            .. new[] { arguments.Text(Directory), arguments.Text(Repository) }.OfType<string>()
                .Select(path => (path, request.IsOfClient ? PathUse.Read : PathUse.Write)),
        ],
        Sandbox = RunsNothing(arguments)
            ? SandboxProfile.Workspace
            : SandboxArguments.Of(sandboxes, request, arguments),
    };

    /// <summary>
    /// A script that the repository has committed is shown to the person who approves, and bound with its commit.
    /// </summary>
    public override async ValueTask<CallFacts> TouchesAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var (facts, create) = (Touches(request, arguments), RequestOf(arguments));
        if (await workspaces.SetupOfAsync(request.Caller, create, cancellationToken) is not { } setup) return facts;
        return facts with
        {
            Bound = $"{setup.Commit} {setup.Blob}",
            Summary = $"{Name}: {create.Name} runs {WorkspaceSetup.FileName} of commit {setup.Commit}",
            Preview = setup.Script ?? $"{WorkspaceSetup.FileName} is not in this clone, and cannot be shown.",
        };
    }

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        request.Progress?.Report($"preparing {arguments.Required(WorkspaceToolArguments.Name)}");
        var create = RequestOf(arguments) with { Sandbox = SandboxArguments.Of(sandboxes, request, arguments) };
        return Answer(await workspaces.CreateAsync(request.Caller, create, cancellationToken));
    }

    private static CreateWorkspace RequestOf(CallArguments arguments) => new(
        arguments.Required(WorkspaceToolArguments.Name),
        arguments.Text(Directory),
        arguments.Text(Repository),
        arguments.Text(Branch),
        arguments.Text(Base),
        arguments.Text(Setup));

    /// <summary>
    /// Whether no script is run: a directory that is used as it is has no script but a given one, and a blank one means
    /// none. Then no sandbox is needed, and no approval where there cannot be a sandbox.
    /// </summary>
    private static bool RunsNothing(CallArguments arguments) => arguments.Text(Setup) is { } setup
        ? string.IsNullOrWhiteSpace(setup)
        : arguments.Text(Directory) is not null && arguments.Text(Repository) is null;
}
