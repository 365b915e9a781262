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
using AgentGateway.Runtime.Workspaces.Tools;

namespace AgentGateway.Runtime;

/// <summary>The gateway's own tools, in the order in which they are listed: first those that only agents have.</summary>
public static class BuiltInTools
{
    private static readonly IReadOnlyList<Entry> Entries =
    [
        new(MessageAgentTool.Declaration, services => new MessageAgentTool(services.Threads, services.Dispatcher)),
        new(HandoffThreadTool.Declaration, services => new HandoffThreadTool(services.Dispatcher)),
        new(AskOperatorTool.Declaration, services => new AskOperatorTool(services.Questions, services.ApprovalOptions)),
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
        // SESSIONS
        new(McpServerListTool.Declaration, services => new McpServerListTool(services.McpServers)),
        new(ApprovalListTool.Declaration, services => new ApprovalListTool(services.Approvals)),
        new(ApprovalGetTool.Declaration, services => new ApprovalGetTool(services.Approvals)),
        new(ApprovalResolveTool.Declaration, services => new ApprovalResolveTool(services.Approvals)),
        new(QuestionListTool.Declaration, services => new QuestionListTool(services.Questions)),
        new(QuestionAnswerTool.Declaration, services => new QuestionAnswerTool(services.Questions)),
        new(PermissionPromptTool.Declaration, services => new PermissionPromptTool(services.PermissionPrompts, services.Approvals)),
        // TASKS
    ];

    /// <summary>What is known of them without a daemon.</summary>
    public static IReadOnlyList<ToolDeclaration> Declarations { get; } = [.. Entries.Select(entry => entry.Declaration)];

    internal static IReadOnlyList<Tool> All(ToolServices services) => [.. Entries.Select(entry => entry.Make(services))];

    private sealed record Entry(ToolDeclaration Declaration, Func<ToolServices, Tool> Make);
}
