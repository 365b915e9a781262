using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_pair</c>: lets a person in.</summary>
public sealed class GatewayPairTool : Tool<PersonView>
{
    private static readonly ToolArgument<string> Code = ToolArgument.Text(
        "code", "The code that the bot told the person.").Required();

    public static readonly ToolDeclaration<PersonView> Declaration = new()
    {
        Name = "gateway_pair",
        Title = "Pair a person",
        Description = "Lets the person in to whom a chat gave this code; with a right to approve where one is given.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R4,
        Arguments = [Code, GatewayToolArguments.Approve],
        Result = () => GatewayViewJson.Plain.PersonView,
    };

    private readonly GatewayReport _gateways;

    internal GatewayPairTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await _gateways.PairAsync(
            request.Caller, arguments.Text(Code)!, arguments.Text(GatewayToolArguments.Approve), cancellationToken));
}
