using AgentGateway.Mcp.Asking;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Mcp.Tools;

/// <summary>The tools that every client sees, in the order of their listing.</summary>
public static class GatewayTools
{
    public static IReadOnlyList<GatewayTool> All(
        ThreadService threads,
        AgentService agents,
        SessionService sessions,
        WorkspaceService workspaces,
        McpServerService servers,
        Asks asks,
        TaskService tasks,
        ArtifactService artifacts) =>
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
        new SessionCreateTool(sessions),
        new SessionListTool(sessions),
        new SessionGetTool(sessions),
        new SessionScreenTool(sessions),
        new SessionOutputTool(sessions),
        new SessionSearchTool(sessions),
        new SessionSendTool(sessions),
        new SessionRunTool(sessions),
        new SessionWaitTool(sessions),
        new SessionResizeTool(sessions),
        new SessionStopTool(sessions),
        new SessionRestartTool(sessions),
        new SessionRemoveTool(sessions),
        new SessionExplainTool(sessions),
        new SessionEnqueueTool(sessions),
        new SessionQueueTool(sessions),
        new WorkspaceCreateTool(workspaces),
        new WorkspaceListTool(workspaces),
        new WorkspaceDiffTool(workspaces),
        new WorkspaceRemoveTool(workspaces),
        new McpServerListTool(servers),
        new ApprovalListTool(asks),
        new ApprovalGetTool(asks),
        new ApprovalResolveTool(asks),
        new QuestionListTool(asks),
        new QuestionAnswerTool(asks),
        new PermissionPromptTool(asks),
        new TaskCreateTool(tasks),
        new TaskListTool(tasks),
        new TaskGetTool(tasks),
        new TaskWaitTool(tasks),
        new TaskUpdateTool(tasks),
        new TaskCancelTool(tasks),
        new TaskRetryTool(tasks),
        new ArtifactListTool(artifacts),
        new ArtifactReadTool(artifacts),
    ];
}
