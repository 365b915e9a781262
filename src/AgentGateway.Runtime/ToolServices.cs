using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Artifacts.Tools;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Questions;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Web;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime;

/// <summary>What the gateway's own tools are made from.</summary>
internal sealed record ToolServices
{
    public required ThreadService Threads { get; init; }

    public required ThreadDispatcher Dispatcher { get; init; }

    public required AgentService Agents { get; init; }

    public required SessionService Sessions { get; init; }

    public required WorkspaceService Workspaces { get; init; }

    public required TaskService Tasks { get; init; }

    public required ArtifactService Artifacts { get; init; }

    public required ApprovalService Approvals { get; init; }

    public required ApprovalOptions ApprovalOptions { get; init; }

    public required QuestionService Questions { get; init; }

    public required PermissionPrompts PermissionPrompts { get; init; }

    public required McpServerService McpServers { get; init; }

    public required SandboxChoice Sandbox { get; init; }

    public required WorkspaceFiles Files { get; init; }

    public required WorkspaceWriter Writer { get; init; }

    public required PolicyPlaces Places { get; init; }

    public required UrlFetcher Fetcher { get; init; }

    public required ToolProducts Products { get; init; }

    public required TimeProvider Time { get; init; }
}
