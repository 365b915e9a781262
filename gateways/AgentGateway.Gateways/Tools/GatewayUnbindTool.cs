using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Gateways.Tools;

/// <summary><c>gateway_unbind</c>: ends the binding of a conversation.</summary>
public sealed class GatewayUnbindTool : Tool<BindingView>
{
    private static readonly ToolArgument<string> Conversation = ToolArgument.Text(
        "conversation", "The conversation, cnv_…, as gateway_bindings lists it.").Required();

    public static readonly ToolDeclaration<BindingView> Declaration = new()
    {
        Name = "gateway_unbind",
        Title = "Unbind a conversation",
        Description = "Ends the binding of a conversation to its thread. Its next message begins another thread.",
        Toolset = Toolsets.Gateways,
        Audience = ToolAudience.Operator,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R4,
        Arguments = [Conversation],
        Result = () => GatewayViewJson.Plain.BindingView,
    };

    private readonly GatewayReport _gateways;

    internal GatewayUnbindTool(GatewayReport gateways)
        : base(Declaration) => _gateways = gateways;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await _gateways.UnbindAsync(arguments.Text(Conversation)!, cancellationToken));
}
