using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Agents.Tools;

/// <summary><c>agent_list</c>: who is there.</summary>
public sealed class AgentListTool(AgentService agents) : Tool<AgentListView>(Declaration)
{
    public static readonly ToolDeclaration<AgentListView> Declaration = new()
    {
        Name = "agent_list",
        Title = "List agents",
        Description = "Lists the agents: names, what they are for, and whether they could answer now.",
        Toolset = Toolsets.Agents,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Result = () => ViewJson.Plain.AgentListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(agents.List()));
}
