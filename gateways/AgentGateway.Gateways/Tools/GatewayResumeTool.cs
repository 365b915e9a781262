using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_resume</c>: connects a platform again.</summary>
public sealed class GatewayResumeTool : Tool<GatewayView>
{
    public static readonly ToolDeclaration<GatewayView> Declaration = new()
    {
        Name = "gateway_resume",
        Title = "Resume a chat gateway",
        Description = "Connects a chat platform again that was paused.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R4,
        Arguments = [GatewayToolArguments.Platform],
        Result = () => GatewayViewJson.Plain.GatewayView,
    };

    private readonly GatewayReport _gateways;

    internal GatewayResumeTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await _gateways.PauseAsync(
            arguments.Text(GatewayToolArguments.Platform)!, paused: false, cancellationToken));
}
