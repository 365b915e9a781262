using AgentGateway.Mcp.Asking;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.Docs;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Mcp;

/// <summary>All that this door shows: what its tools, resources and completions are made from.</summary>
public sealed record GatewayServices(
    ThreadService Threads,
    AgentService Agents,
    SessionService Sessions,
    WorkspaceService Workspaces,
    TaskService Tasks,
    ArtifactService Artifacts,
    Asks Asks,
    McpServerService McpServers,
    ResourceCatalogue Resources,
    IReadOnlyList<DocsPage> Pages)
{
    public static GatewayServices Of(GatewayRuntime runtime, McpServerService servers) => new(
        runtime.Threads, runtime.Agents, runtime.Sessions, runtime.Workspaces, runtime.Tasks, runtime.Artifacts,
        new(runtime.Approvals, runtime.Questions, runtime.PermissionPrompts), servers,
        runtime.Get<ResourceCatalogue>(), [.. runtime.Get<IEnumerable<DocsPage>>()]);
}
