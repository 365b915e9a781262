using AgentGateway.Mcp.Resources;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Threads;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Prompts;

/// <summary>The prompts that every client sees, in the order of their listing.</summary>
internal static class GatewayPrompts
{
    public static IReadOnlyList<McpServerPrompt> All(
        ResourceReader reader, ThreadService threads, AgentService agents) =>
        [new CatchUpPrompt(reader), new DelegatePrompt(agents), new HandoffPrompt(threads, agents)];
}
