using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_setup</c>: how a bot is made.</summary>
public sealed class GatewaySetupTool : Tool<GatewaySetupView>
{
    public static readonly ToolDeclaration<GatewaySetupView> Declaration = new()
    {
        Name = "gateway_setup",
        Title = "How to make a bot",
        Description = "Says how a bot is made on a platform: what to click, and which tokens come of it.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [GatewayToolArguments.Platform],
        Result = () => GatewayViewJson.Plain.GatewaySetupView,
    };

    private readonly GatewayReport _gateways;

    internal GatewaySetupTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(_gateways.Setup(arguments.Text(GatewayToolArguments.Platform)!)));
}
