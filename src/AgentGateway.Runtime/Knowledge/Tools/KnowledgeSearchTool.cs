using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Knowledge.Tools;

/// <summary><c>knowledge_search</c>.</summary>
public sealed class KnowledgeSearchTool(KnowledgeService knowledge) : Tool<KnowledgeListView>(Declaration)
{
    private static readonly ToolArgument<string> Query = ToolArgument.Text(
        "query", "Words to look for, in any form; every sign is literal. All pieces, newest first, when absent.");

    private static readonly ToolArgument<int> Limit = ToolArgument.Number(
        "limit", "How many at most; more than 500 counts as 500.", minimum: 1, standard: 50);

    private static readonly ToolArgument<string> Cursor = ToolArgument.Text(
        "cursor", "The next_cursor of the page before; absent for the first page.");

    public static readonly ToolDeclaration<KnowledgeListView> Declaration = new()
    {
        Name = "knowledge_search",
        Title = "Search knowledge",
        Description = "Finds what was found out before, with who says so, how far it was reviewed (trust) and whether "
            + "it has to be checked again (stale).",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Query, KnowledgeArguments.Scope, Limit, Cursor],
        Result = () => ViewJson.Plain.KnowledgeListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await knowledge.SearchAsync(
            request,
            arguments.Text(Query),
            arguments.Text(KnowledgeArguments.Scope),
            arguments.Number(Limit),
            arguments.Text(Cursor),
            cancellationToken));
}
