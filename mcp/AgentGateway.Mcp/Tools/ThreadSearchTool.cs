using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>thread_search</c>: what was said where.</summary>
internal sealed class ThreadSearchTool(ThreadService threads) : CheckedTool<SearchView>(
    "thread_search",
    "Search threads",
    "Finds visible messages by their words, best match first. Words match in any order and messages with all of them come first; a "
    + "\"quoted phrase\" must occur as it stands; other characters have no special meaning. Read a hit in its context with thread_read.",
    ToolConduct.Reads,
    [Query, Thread, Limit],
    ViewJson.Plain.SearchView)
{
    private static readonly ToolArgument Query = ToolArgument.Text("query", "Words or \"quoted phrases\"; at most 1000 characters.").Required();
    private static readonly ToolArgument Thread = ToolArgument.Text("thread_id", "Search this thread (thr_…) only.");
    private static readonly ToolArgument Limit = ToolArgument.Number("limit", "How many hits at most; more than 500 counts as 500.", minimum: 1, standard: 100);

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.SearchAsync(
            new(arguments.Required(Query), arguments.Text(Thread), arguments.Number(Limit)), cancellationToken));
}
