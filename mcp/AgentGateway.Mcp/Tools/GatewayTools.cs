using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Mcp.Tools;

/// <summary>The tools that every client sees, in the order of their listing.</summary>
public static class GatewayTools
{
    public static IReadOnlyList<GatewayTool> All(ThreadService threads, AgentService agents) =>
    [
        new AgentListTool(agents),
        new AgentRegisterTool(agents),
        new AgentInboxTool(agents),
        new AgentReplyTool(agents),
        new ThreadCreateTool(threads),
        new ThreadListTool(threads),
        new ThreadReadTool(threads),
        new ThreadSendTool(threads),
        new ThreadWaitTool(threads),
        new ThreadCancelTool(threads),
        new ThreadParticipantTool(threads),
        new ThreadDelegateTool(threads),
        new ThreadHandoffTool(threads),
        new ThreadReturnTool(threads),
        new ThreadSearchTool(threads),
        new ThreadForkTool(threads),
        new ThreadUpdateTool(threads),
    ];
}
