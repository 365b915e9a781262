using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_update</c>: title, archive, pin.</summary>
internal sealed class ThreadUpdateTool(ThreadService threads) : CheckedTool<ThreadEnvelope>(
    "thread_update",
    "Update a thread",
    "Renames, archives or pins a thread; what is absent stays as it is. An archived thread can be read but not sent to, until archived "
    + "is set to false.",
    ToolConduct.Idempotent,
    [Thread, Title, Archived, Pinned],
    ViewJson.Plain.ThreadEnvelope)
{
    private static readonly ToolArgument Thread = CommonArguments.ThreadId.Required();
    private static readonly ToolArgument Title = ToolArgument.Text("title", "The new title, at most 200 characters.");
    private static readonly ToolArgument Archived = ToolArgument.Flag("archived", "True archives the thread, false brings it back.");
    private static readonly ToolArgument Pinned = ToolArgument.Flag("pinned", "True puts the thread at the head of lists, false takes it from there.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.UpdateAsync(
            caller,
            new(
                arguments.Required(Thread),
                arguments.Text(Title),
                arguments.Flag(Archived),
                arguments.Flag(Pinned)),
            cancellationToken));
}
