using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_invite</c>: a link that lets a person in.</summary>
public sealed class GatewayInviteTool : Tool<PairingView>
{
    public static readonly ToolDeclaration<PairingView> Declaration = new()
    {
        Name = "gateway_invite",
        Title = "Invite a person",
        Description = "Makes a link to the bot that lets in the first person who opens it, once, within an hour.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R4,
        Arguments = [GatewayToolArguments.Platform, GatewayToolArguments.Approve],
        Result = () => GatewayViewJson.Plain.PairingView,
    };

    private readonly GatewayReport _gateways;

    internal GatewayInviteTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await _gateways.InviteAsync(
            request.Caller,
            arguments.Text(GatewayToolArguments.Platform)!,
            arguments.Text(GatewayToolArguments.Approve),
            cancellationToken));
}
