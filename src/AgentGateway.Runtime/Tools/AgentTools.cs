using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Questions;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tools;

/// <summary>Tools that agents have inside a turn and nobody else has, in the order in which models see them.</summary>
internal static class AgentTools
{
    public static IReadOnlyList<AgentTool> All(
        ThreadService threads, AgentService agents, ThreadDispatcher dispatcher, WorkspaceFiles files, QuestionService questions, ApprovalOptions approvals) =>
    [
        ThreadSearchTool.Make(threads),
        ThreadReadTool.Make(threads),
        AgentListTool.Make(agents),
        MessageAgentTool.Make(threads, dispatcher),
        HandoffThreadTool.Make(dispatcher),
        ReadFileTool.Make(files),
        ListFilesTool.Make(files),
        AskOperatorTool.Make(questions, approvals),
    ];
}
