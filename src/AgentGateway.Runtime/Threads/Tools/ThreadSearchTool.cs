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
        "thread_id", "Search this thread only.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "At most 500.", minimum: 1, standard: 100);

    public static readonly ToolDeclaration<SearchView> Declaration = new()
    {
        Name = "thread_search",
        Title = "Search threads",
        Description = "Finds messages by words in any form, best match first; a \"quoted phrase\" must stand together.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Query, Thread, Limit],
        Result = () => ViewJson.Plain.SearchView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.SearchAsync(
            new(arguments.Required(Query), arguments.Text(Thread), arguments.Number(Limit)), cancellationToken));
}
