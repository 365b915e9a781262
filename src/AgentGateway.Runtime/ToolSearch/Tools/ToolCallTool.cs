using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.ToolSearch.Tools;

/// <summary>
/// <c>tool_call</c>: calls a tool that is not listed. A front end first replaces such a call by a call of the tool
/// that it names, so it passes the same gate; only a call that names no tool comes here.
/// </summary>
public sealed class ToolCallTool(ToolCatalogue catalogue) : Tool(Declaration)
{
    public static readonly ToolArgument<string> ToolName = ToolArgument.Text(
        "name", "The tool, as tool_search names it.").Required();

    public static readonly ToolArgument<string> ToolArguments = ToolArgument.Json("arguments", "Its arguments.");

    public static readonly TextToolDeclaration Declaration = new()
    {
        Name = "tool_call",
        Title = "Call a tool",
        Description = "Calls a tool that tool_search found, by its name.",
        Toolset = Toolsets.Search,
        Audience = ToolAudience.Clients,
        Conduct = ToolConduct.OpenWorld | ToolConduct.Destructive,
        Risk = RiskClass.R0,
        Arguments = [ToolName, ToolArguments],
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var name = arguments.Required(ToolName);
        var near = ToolRanking.Rank(
            name, catalogue.For(ToolAudience.Clients).Select(tool => tool.Declared)).Take(3).ToList();
        return Task.FromResult(ToolAnswer.Refuse(new Rejection(
            "unknown_tool",
            $"There is no tool \"{ShortText.Of(name, 64)}\".",
            near.Count == 0
                ? "Find one with tool_search."
                : $"Did you mean {string.Join(", ", near.Select(tool => tool.Name))}? tool_search finds others.")));
    }
}
