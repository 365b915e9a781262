using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_bindings</c>: which thread goes on in which conversation.</summary>
public sealed class GatewayBindingsTool : Tool<BindingListView>
{
    public static readonly ToolDeclaration<BindingListView> Declaration = new()
    {
        Name = "gateway_bindings",
        Title = "List conversations of chats",
        Description = "Lists the conversations of chat platforms and the thread that goes on in each.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [],
        Result = () => GatewayViewJson.Plain.BindingListView,
    };

    private readonly GatewayReport _gateways;

    internal GatewayBindingsTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(_gateways.Bindings()));
}
