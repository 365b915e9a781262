using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_list</c>.</summary>
public sealed class ThreadListTool(ThreadService threads) : Tool<ThreadListView>(Declaration)
{
    private static readonly ToolArgument<string> Query = ToolArgument.Text(
        "query",
        "Words that the title must contain; thread_search looks into messages.");

    private static readonly ToolArgument<bool> Archived = ToolArgument.Flag(
        "archived",
        "The archived threads instead.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "At most 500.", minimum: 1, standard: 100);

    private static readonly ToolArgument<string> Cursor = ToolArgument.Text(
        "cursor", "next_cursor of the page before.");

    public static readonly ToolDeclaration<ThreadListView> Declaration = new()
    {
        Name = "thread_list",
        Title = "List threads",
        Description = "Lists threads, pinned ones first, then the most recently changed.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Query, Archived, Limit, Cursor],
        Result = () => ViewJson.Plain.ThreadListView,
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
