using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_list</c>.</summary>
internal sealed class ThreadListTool(ThreadService threads) : CheckedTool<ThreadListView>(
    "thread_list",
    "List threads",
    "Lists threads, pinned ones first, then the most recently changed. Find a thread by words of its title with query; search what was "
    + "said in threads with thread_search.",
    ToolConduct.Reads,
    [Query, Archived, Limit, Cursor],
    ViewJson.Plain.ThreadListView)
{
    private static readonly ToolArgument Query = ToolArgument.Text("query", "Words that the title must contain, in any case.");
    private static readonly ToolArgument Archived = ToolArgument.Flag("archived", "True lists the archived threads instead of the others.");
    private static readonly ToolArgument Limit = ToolArgument.Number("limit", "How many at most; more than 500 counts as 500.", minimum: 1, standard: 100);
    private static readonly ToolArgument Cursor = ToolArgument.Text("cursor", "The next_cursor of the page before; absent for the first page.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.ListAsync(
            new(arguments.Text(Query), arguments.Flag(Archived) ?? false, arguments.Number(Limit), arguments.Text(Cursor)), cancellationToken));
}
