using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.ToolSearch.Tools;

/// <summary><c>tool_search</c>: finds tools that a connection does not list.</summary>
public sealed class ToolSearchTool(ToolCatalogue catalogue) : Tool<FoundTools>(Declaration)
{
    private const int FoundMax = 6;

    private static readonly ToolArgument<string> Query =
        ToolArgument.Text("query", "Words for what you want to do.").Required();

    public static readonly ToolDeclaration<FoundTools> Declaration = new()
    {
        Name = "tool_search",
        Title = "Find tools",
        Description = "Finds tools beyond those listed, with their arguments. Call what you find by name, or with "
            + "tool_call.",
        Toolset = Toolsets.Search,
        Audience = ToolAudience.Clients,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Query],
        Result = () => ToolSearchJson.Plain.FoundTools,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var isReadOnly = request.Caller.Tools is { IsReadOnly: true };
        var offered = catalogue.For(ToolAudience.Clients).Select(tool => tool.Declared)
            .Where(tool =>
                tool.Toolset != Toolsets.Search && (!isReadOnly || tool.Conduct.HasFlag(ToolConduct.ReadOnly)));
        return Task.FromResult(Answer(new FoundTools(
            [
                .. ToolRanking.Rank(arguments.Required(Query), offered).Take(FoundMax)
                    .Select(tool => new FoundTool(tool.Name, tool.Description, tool.Toolset, tool.InputSchema)),
            ],
            [.. catalogue.Toolsets.Order(StringComparer.Ordinal)])));
    }
}
