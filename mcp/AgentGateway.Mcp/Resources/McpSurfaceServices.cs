using AgentGateway.Mcp.Elicitation;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Resources;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Skills;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Mcp.Resources;

/// <summary>The services from which the MCP server makes its resources, prompts and completions.</summary>
public sealed record McpSurfaceServices(
    ThreadService Threads,
    AgentService Agents,
    SessionService Sessions,
    WorkspaceService Workspaces,
    TaskService Tasks,
    RequestServices Requests,
    ResourceCatalogue Resources,
    IReadOnlyList<DocsPage> Pages)
{
    public required SkillService Skills { get; init; }

    public static McpSurfaceServices Of(GatewayRuntime runtime) => new(
        runtime.Threads,
        runtime.Agents,
        runtime.Sessions,
        runtime.Workspaces,
        runtime.Tasks,
        new(runtime.Approvals, runtime.Questions),
        runtime.Get<ResourceCatalogue>(),
        [.. runtime.Get<IEnumerable<DocsPage>>()])
    {
        Skills = runtime.Get<SkillService>(),
    };
}
