using AgentGateway.Mcp.Asking;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Mcp;

/// <summary>What the MCP server's resources, prompts and completions are made from.</summary>
public sealed record GatewayServices(
    ThreadService Threads,
    AgentService Agents,
    SessionService Sessions,
    WorkspaceService Workspaces,
    TaskService Tasks,
    Asks Asks,
    ResourceCatalogue Resources,
    IReadOnlyList<DocsPage> Pages)
{
    public static GatewayServices Of(GatewayRuntime runtime) => new(
        runtime.Threads,
        runtime.Agents,
        runtime.Sessions,
        runtime.Workspaces,
        runtime.Tasks,
        new(runtime.Approvals, runtime.Questions),
        runtime.Get<ResourceCatalogue>(),
        [.. runtime.Get<IEnumerable<DocsPage>>()]);
}
