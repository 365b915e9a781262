using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_people</c>: who may use the chats.</summary>
public sealed class GatewayPeopleTool : Tool<PeopleListView>
{
    private static readonly ToolArgument<string> Remove = ToolArgument.Text(
        "remove", "Lets this paired person in no more, such as telegram:42.");

    public static readonly ToolDeclaration<PeopleListView> Declaration = new()
    {
        Name = "gateway_people",
        Title = "List people of chats",
        Description = "Lists who may use the chats, by settings and by pairing, and what each may approve.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R4,
        Arguments = [Remove],
        Result = () => GatewayViewJson.Plain.PeopleListView,
    };

    private readonly GatewayReport _gateways;

    internal GatewayPeopleTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(arguments.Text(Remove) is { } person
            ? await _gateways.RemoveAsync(person, cancellationToken)
            : _gateways.People());
}
