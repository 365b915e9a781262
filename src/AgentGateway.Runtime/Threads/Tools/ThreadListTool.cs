using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_list</c>.</summary>
public sealed class ThreadListTool(ThreadService threads) : Tool<ThreadListView>(Declaration)
{
    private static readonly ToolArgument<string> Query = ToolArgument.Text(
        "query", "Words that the title must contain, in any case.");

    private static readonly ToolArgument<bool> Archived = ToolArgument.Flag(
        "archived", "True lists the archived threads instead of the others.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "How many at most; more than 500 counts as 500.", minimum: 1, standard: 100);

    private static readonly ToolArgument<string> Cursor = ToolArgument.Text(
        "cursor", "The next_cursor of the page before; absent for the first page.");

    public static readonly ToolDeclaration<ThreadListView> Declaration = new()
    {
        Name = "thread_list",
        Title = "List threads",
        Description =
            "Lists threads, pinned ones first, then the most recently changed. Find a thread by words of its title "
            + "with query; search what was said in threads with thread_search.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Query, Archived, Limit, Cursor],
        Result = ViewJson.Plain.ThreadListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.ListAsync(
            new(
                arguments.Text(Query),
                arguments.Flag(Archived) ?? false,
                arguments.Number(Limit),
                arguments.Text(Cursor)),
            cancellationToken));
}
