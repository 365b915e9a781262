using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_handoff</c>: another agent owns the thread from here on.</summary>
internal sealed class ThreadHandoffTool(ThreadService threads) : CheckedTool<OwnershipView>(
    "thread_handoff",
    "Hand a thread over",
    "Makes another agent the owner of a thread: it answers from the next message on. The change is recorded visibly; participants, "
    + "files and delegations stay. thread_return gives the thread back.",
    ToolConduct.Adds,
    [Thread, Agent, Reason],
    ViewJson.Plain.OwnershipView)
{
    private static readonly ToolArgument Thread = CommonArguments.ThreadId.Required();
    private static readonly ToolArgument Agent = CommonArguments.Agent.Required();
    private static readonly ToolArgument Reason = ToolArgument.Text("reason", "Why, in a sentence; recorded in the thread and seen by the new owner.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.HandoffAsync(
            caller, arguments.Required(Thread), arguments.Required(Agent), arguments.Text(Reason), cancellationToken));
}
