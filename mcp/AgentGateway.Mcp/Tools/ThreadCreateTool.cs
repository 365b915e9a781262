using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_create</c>.</summary>
internal sealed class ThreadCreateTool(ThreadService threads) : CheckedTool<ThreadEnvelope>(
    "thread_create",
    "Create a thread",
    "Begins a new, empty thread: a conversation that this daemon keeps, whatever becomes of your session. Its owner answers each "
    + "message. To begin one with a message, call thread_send without thread_id instead.",
    ToolConduct.Adds,
    [Title, Owner, Workspace, CommonArguments.IdempotencyKey],
    ViewJson.Plain.ThreadEnvelope)
{
    private static readonly ToolArgument Title = ToolArgument.Text("title", "A short title, at most 200 characters; when absent the first message gives one.");
    private static readonly ToolArgument Owner = ToolArgument.Text("agent", "Id or alias of the agent that shall own it; the daemon's default owner when absent.");

    private static readonly ToolArgument Workspace = ToolArgument.Text(
        "workspace", "Absolute path of an existing directory for the thread's file tools and @path references; your own working directory where the "
        + "connection names one, else none.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.CreateAsync(
            caller,
            new(
                arguments.Text(Title),
                arguments.Text(Owner),
                arguments.Text(Workspace),
                arguments.Text(CommonArguments.IdempotencyKey)),
            cancellationToken));
}
