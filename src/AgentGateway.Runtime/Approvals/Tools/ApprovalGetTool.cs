using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals.Tools;

/// <summary><c>approval_get</c>.</summary>
public sealed class ApprovalGetTool(ApprovalService approvals) : Tool<ApprovalEnvelope>(Declaration)
{
    public static readonly ToolDeclaration<ApprovalEnvelope> Declaration = new()
    {
        Name = "approval_get",
        Title = "Look at an approval",
        Description = "Shows an approval: all of what would happen, how it stands and who decided. One that lists show as "
            + "truncated has to be looked at here before it can be approved.",
        Toolset = Toolsets.Approvals,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [ApprovalToolArguments.Approval],
        Result = () => ViewJson.Plain.ApprovalEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await approvals.ShowAsync(
            request.Caller, arguments.Required(ApprovalToolArguments.Approval), cancellationToken));
}
