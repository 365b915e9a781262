using AgentGateway.Runtime.Agents.Tools;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Artifacts.Tools;
using AgentGateway.Runtime.Gate.Tools;
using AgentGateway.Runtime.McpServers.Tools;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.ToolSearch.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Web.Tools;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Runtime;

/// <summary>
/// The declarations of the gateway's own tools, which are known without a daemon, in the order of listing: first the
/// tools that only agents have.
/// </summary>
public static class BuiltInTools
{
    public static IReadOnlyList<ToolDeclaration> Declarations { get; } =
    [
        MessageAgentTool.Declaration,
        HandoffThreadTool.Declaration,
        ReadFileTool.Declaration,
        ListFilesTool.Declaration,
        AskOperatorTool.Declaration,
        SearchFilesTool.Declaration,
        WriteFileTool.Declaration,
        EditFileTool.Declaration,
        RunCommandTool.Declaration,
        FetchUrlTool.Declaration,
        AgentListTool.Declaration,
        AgentRegisterTool.Declaration,
        AgentInboxTool.Declaration,
        AgentReplyTool.Declaration,
        ThreadCreateTool.Declaration,
        ThreadListTool.Declaration,
        ThreadReadTool.Declaration,
        ThreadSendTool.Declaration,
        ThreadWaitTool.Declaration,
        ThreadCancelTool.Declaration,
        ThreadParticipantTool.Declaration,
        ThreadDelegateTool.Declaration,
        ThreadHandoffTool.Declaration,
        ThreadReturnTool.Declaration,
        ThreadSearchTool.Declaration,
        ThreadForkTool.Declaration,
        ThreadUpdateTool.Declaration,
        SessionCreateTool.Declaration,
        SessionListTool.Declaration,
        SessionGetTool.Declaration,
        SessionScreenTool.Declaration,
        SessionOutputTool.Declaration,
        SessionSearchTool.Declaration,
        SessionSendTool.Declaration,
        SessionRunTool.Declaration,
        SessionWaitTool.Declaration,
        SessionResizeTool.Declaration,
        SessionStopTool.Declaration,
        SessionRestartTool.Declaration,
        SessionRemoveTool.Declaration,
        SessionExplainTool.Declaration,
        SessionEnqueueTool.Declaration,
        SessionQueueTool.Declaration,
        WorkspaceCreateTool.Declaration,
        WorkspaceListTool.Declaration,
        WorkspaceDiffTool.Declaration,
        WorkspaceRemoveTool.Declaration,
        McpServerListTool.Declaration,
        ApprovalListTool.Declaration,
        ApprovalGetTool.Declaration,
        ApprovalResolveTool.Declaration,
        QuestionListTool.Declaration,
        QuestionAnswerTool.Declaration,
        PermissionPromptTool.Declaration,
        TaskCreateTool.Declaration,
        TaskListTool.Declaration,
        TaskGetTool.Declaration,
        TaskWaitTool.Declaration,
        TaskUpdateTool.Declaration,
        TaskCancelTool.Declaration,
        TaskRetryTool.Declaration,
        ArtifactListTool.Declaration,
        ArtifactReadTool.Declaration,
        ToolSearchTool.Declaration,
        ToolCallTool.Declaration,
        ToolsetEnableTool.Declaration,
    ];

    /// <summary>Tools in the order of their declarations; those of further modules behind them.</summary>
    internal static IReadOnlyList<Tool> InOrder(IEnumerable<Tool> tools)
    {
        var order = Declarations.Select((tool, index) => (tool.Name, index)).ToDictionary();
        return [.. tools.OrderBy(tool => order.GetValueOrDefault(tool.Name, int.MaxValue))];
    }
}
