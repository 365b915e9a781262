using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_list</c>: how the chat platforms stand.</summary>
public sealed class GatewayListTool : Tool<GatewayListView>
{
    public static readonly ToolDeclaration<GatewayListView> Declaration = new()
    {
        Name = "gateway_list",
        Title = "List chat gateways",
        Description = "Lists the chat platforms: whether each is connected, what came last, and whose messages were not taken.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Result = () => GatewayViewJson.Plain.GatewayListView,
    };

    private readonly GatewayReport _gateways;

    internal GatewayListTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(_gateways.List()));
}
