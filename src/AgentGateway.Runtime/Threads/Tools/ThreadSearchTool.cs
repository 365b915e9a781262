using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_search</c>: what was said where.</summary>
public sealed class ThreadSearchTool(ThreadService threads) : Tool<SearchView>(Declaration)
{
    private static readonly ToolArgument<string> Query = ToolArgument.Text(
        "query", "Words or \"quoted phrases\"; at most 1000 characters.").Required();

    private static readonly ToolArgument<string> Thread = ToolArgument.Text(
        "thread_id", "Search this thread (thr_…) only.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "How many hits at most; more than 500 counts as 500.", minimum: 1, standard: 100);

    public static readonly ToolDeclaration<SearchView> Declaration = new()
    {
        Name = "thread_search",
        Title = "Search threads",
        Description =
            "Finds visible messages by their words, best match first. Words match in any order and messages with all "
            + "of them come first; a \"quoted phrase\" must occur as it stands; other characters have no special "
            + "meaning. Read a hit in its context with thread_read.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Query, Thread, Limit],
        Result = ViewJson.Plain.SearchView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.SearchAsync(
            new(arguments.Required(Query), arguments.Text(Thread), arguments.Number(Limit)), cancellationToken));
}
