using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.ToolSearch.Tools;

/// <summary>
/// <c>toolset_enable</c>: lists the tools of a toolset from now on, and tells the client that its list has changed.
/// </summary>
public sealed class ToolsetEnableTool(ToolCatalogue catalogue) : Tool<EnabledToolset>(Declaration)
{
    private static readonly ToolArgument<string> Toolset =
        ToolArgument.Text("toolset", "Its name, as tool_search gives it; all for every tool.").Required();

    public static readonly ToolDeclaration<EnabledToolset> Declaration = new()
    {
        Name = "toolset_enable",
        Title = "Enable a toolset",
        Description = "Lists all tools of a toolset from now on.",
        Toolset = Toolsets.Search,
        Audience = ToolAudience.Clients,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R0,
        Arguments = [Toolset],
        Result = () => ToolSearchJson.Plain.EnabledToolset,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        if (request.Caller.Tools is not { IsPerRequest: false } selection)
            return Task.FromResult(ToolAnswer.Refuse(new Rejection(
                "toolsets_not_kept",
                "This connection keeps no list of tools of its own.",
                "Every tool answers by its name; over HTTP, give ?toolsets= with the address.")));
        var toolset = arguments.Required(Toolset);
        if (selection.Enable(toolset, catalogue.Toolsets) is { } refused)
            return Task.FromResult(ToolAnswer.Refuse(refused));
        return Task.FromResult(Answer(new EnabledToolset(
            toolset,
            [
                .. catalogue.For(ToolAudience.Clients).Select(tool => tool.Declared)
                    .Where(tool => selection.Lists(tool.Toolset, tool.IsDefault)).Select(tool => tool.Name),
            ])));
    }
}
