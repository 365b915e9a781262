using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_pause</c>: disconnects a platform.</summary>
public sealed class GatewayPauseTool : Tool<GatewayView>
{
    public static readonly ToolDeclaration<GatewayView> Declaration = new()
    {
        Name = "gateway_pause",
        Title = "Pause a chat gateway",
        Description = "Disconnects a chat platform until it is resumed, also after a restart.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R4,
        Arguments = [GatewayToolArguments.Platform],
        Result = () => GatewayViewJson.Plain.GatewayView,
    };

    private readonly GatewayReport _gateways;

    internal GatewayPauseTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await _gateways.PauseAsync(
            arguments.Text(GatewayToolArguments.Platform)!, paused: true, cancellationToken));
}
