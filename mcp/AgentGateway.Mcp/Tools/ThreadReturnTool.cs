using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_return</c>: the former owner owns the thread again.</summary>
internal sealed class ThreadReturnTool(ThreadService threads) : CheckedTool<OwnershipView>(
    "thread_return",
    "Return a thread",
    "Gives a thread back to the owner before the latest handoff. Refused when there is nobody to return it to.",
    ToolConduct.Adds,
    [Thread],
    ViewJson.Plain.OwnershipView)
{
    private static readonly ToolArgument Thread = CommonArguments.ThreadId.Required();

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.ReturnAsync(caller, arguments.Required(Thread), cancellationToken));
}
