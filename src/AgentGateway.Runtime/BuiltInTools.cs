using AgentGateway.Runtime.Agents.Tools;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Artifacts.Tools;
using AgentGateway.Runtime.Gate.Tools;
using AgentGateway.Runtime.McpServers.Tools;
using AgentGateway.Runtime.Questions.Tools;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Web.Tools;
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Runtime;

/// <summary>
/// The gateway's own tools, in the order in which they are listed: first those that only agents have.
/// </summary>
public static class BuiltInTools
{
    private static readonly IReadOnlyList<Entry> Entries =
    [
        new(MessageAgentTool.Declaration, services => new MessageAgentTool(services.Threads, services.Dispatcher)),
        new(HandoffThreadTool.Declaration, services => new HandoffThreadTool(services.Dispatcher)),
        new(ReadFileTool.Declaration, services => new ReadFileTool(services.Files)),
        new(ListFilesTool.Declaration, services => new ListFilesTool(services.Files)),
        new(AskOperatorTool.Declaration, services => new AskOperatorTool(services.Questions, services.ApprovalOptions)),
        new(
            SearchFilesTool.Declaration,
            services => new SearchFilesTool(new(services.Files, services.Places, services.Time))),
        new(
            WriteFileTool.Declaration,
            services => new WriteFileTool(services.Writer, services.Places, services.Products)),
        new(
            EditFileTool.Declaration,
            services => new EditFileTool(services.Writer, services.Places, services.Products)),
        new(
            RunCommandTool.Declaration,
            services => new RunCommandTool(services.Sessions, services.Places, services.Sandbox, services.Products)),
        new(FetchUrlTool.Declaration, services => new FetchUrlTool(services.Fetcher, services.Products)),
        new(AgentListTool.Declaration, services => new AgentListTool(services.Agents)),
        new(AgentRegisterTool.Declaration, services => new AgentRegisterTool(services.Agents)),
        new(AgentInboxTool.Declaration, services => new AgentInboxTool(services.Agents)),
        new(AgentReplyTool.Declaration, services => new AgentReplyTool(services.Agents)),
        new(ThreadCreateTool.Declaration, services => new ThreadCreateTool(services.Threads)),
        new(ThreadListTool.Declaration, services => new ThreadListTool(services.Threads)),
        new(ThreadReadTool.Declaration, services => new ThreadReadTool(services.Threads)),
        new(ThreadSendTool.Declaration, services => new ThreadSendTool(services.Threads)),
        new(ThreadWaitTool.Declaration, services => new ThreadWaitTool(services.Threads)),
        new(ThreadCancelTool.Declaration, services => new ThreadCancelTool(services.Threads)),
        new(ThreadParticipantTool.Declaration, services => new ThreadParticipantTool(services.Threads)),
        new(ThreadDelegateTool.Declaration, services => new ThreadDelegateTool(services.Threads)),
        new(ThreadHandoffTool.Declaration, services => new ThreadHandoffTool(services.Threads)),
        new(ThreadReturnTool.Declaration, services => new ThreadReturnTool(services.Threads)),
        new(ThreadSearchTool.Declaration, services => new ThreadSearchTool(services.Threads)),
        new(ThreadForkTool.Declaration, services => new ThreadForkTool(services.Threads)),
        new(ThreadUpdateTool.Declaration, services => new ThreadUpdateTool(services.Threads)),
        new(SessionCreateTool.Declaration, services => new SessionCreateTool(services.Sessions, services.Sandbox)),
        new(SessionListTool.Declaration, services => new SessionListTool(services.Sessions)),
        new(SessionGetTool.Declaration, services => new SessionGetTool(services.Sessions)),
        new(SessionScreenTool.Declaration, services => new SessionScreenTool(services.Sessions)),
        new(SessionOutputTool.Declaration, services => new SessionOutputTool(services.Sessions)),
        new(SessionSearchTool.Declaration, services => new SessionSearchTool(services.Sessions)),
        new(SessionSendTool.Declaration, services => new SessionSendTool(services.Sessions)),
        new(SessionRunTool.Declaration, services => new SessionRunTool(services.Sessions)),
        new(SessionWaitTool.Declaration, services => new SessionWaitTool(services.Sessions)),
        new(SessionResizeTool.Declaration, services => new SessionResizeTool(services.Sessions)),
        new(SessionStopTool.Declaration, services => new SessionStopTool(services.Sessions)),
        new(SessionRestartTool.Declaration, services => new SessionRestartTool(services.Sessions)),
        new(SessionRemoveTool.Declaration, services => new SessionRemoveTool(services.Sessions)),
        new(SessionExplainTool.Declaration, services => new SessionExplainTool(services.Sessions)),
        new(SessionEnqueueTool.Declaration, services => new SessionEnqueueTool(services.Sessions)),
        new(SessionQueueTool.Declaration, services => new SessionQueueTool(services.Sessions)),
        new(WorkspaceCreateTool.Declaration, services => new WorkspaceCreateTool(services.Workspaces)),
        new(WorkspaceListTool.Declaration, services => new WorkspaceListTool(services.Workspaces)),
        new(WorkspaceDiffTool.Declaration, services => new WorkspaceDiffTool(services.Workspaces)),
        new(WorkspaceRemoveTool.Declaration, services => new WorkspaceRemoveTool(services.Workspaces)),
        new(McpServerListTool.Declaration, services => new McpServerListTool(services.McpServers)),
        new(ApprovalListTool.Declaration, services => new ApprovalListTool(services.Approvals)),
        new(ApprovalGetTool.Declaration, services => new ApprovalGetTool(services.Approvals)),
        new(ApprovalResolveTool.Declaration, services => new ApprovalResolveTool(services.Approvals)),
        new(QuestionListTool.Declaration, services => new QuestionListTool(services.Questions)),
        new(QuestionAnswerTool.Declaration, services => new QuestionAnswerTool(services.Questions)),
        new(
            PermissionPromptTool.Declaration,
            services => new PermissionPromptTool(services.PermissionPrompts, services.Approvals)),
        new(TaskCreateTool.Declaration, services => new TaskCreateTool(services.Tasks)),
        new(TaskListTool.Declaration, services => new TaskListTool(services.Tasks)),
        new(TaskGetTool.Declaration, services => new TaskGetTool(services.Tasks)),
        new(TaskWaitTool.Declaration, services => new TaskWaitTool(services.Tasks)),
        new(TaskUpdateTool.Declaration, services => new TaskUpdateTool(services.Tasks)),
        new(TaskCancelTool.Declaration, services => new TaskCancelTool(services.Tasks)),
        new(TaskRetryTool.Declaration, services => new TaskRetryTool(services.Tasks)),
        new(ArtifactListTool.Declaration, services => new ArtifactListTool(services.Artifacts)),
        new(ArtifactReadTool.Declaration, services => new ArtifactReadTool(services.Artifacts)),
    ];

    /// <summary>What is known of them without a daemon.</summary>
    public static IReadOnlyList<ToolDeclaration> Declarations { get; } =
        [.. Entries.Select(entry => entry.Declaration)];

    internal static IReadOnlyList<Tool> All(ToolServices services) =>
        [.. Entries.Select(entry => entry.Make(services))];

    private sealed record Entry(ToolDeclaration Declaration, Func<ToolServices, Tool> Make);
}
