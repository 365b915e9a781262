using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Questions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tools;

/// <summary>The tools that agents have inside a turn, in the order in which models see them.</summary>
internal static class AgentTools
{
    public static IReadOnlyList<AgentTool> All(
        ThreadService threads, AgentService agents, ThreadDispatcher dispatcher, WorkspaceFiles files, QuestionService questions, ApprovalOptions approvals, TaskService tasks) =>
    [
        ThreadSearchTool.Make(threads),
        ThreadReadTool.Make(threads),
        AgentListTool.Make(agents),
        MessageAgentTool.Make(threads, dispatcher),
        HandoffThreadTool.Make(dispatcher),
        ReadFileTool.Make(files),
        ListFilesTool.Make(files),
        AskOperatorTool.Make(questions, approvals),
        TaskCreateTool.Make(tasks),
        TaskListTool.Make(tasks),
        TaskGetTool.Make(tasks),
        TaskWaitTool.Make(tasks),
        TaskUpdateTool.Make(tasks),
        TaskCancelTool.Make(tasks),
        TaskRetryTool.Make(tasks),
    ];
}
