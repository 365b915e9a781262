using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals.Tools;

/// <summary><c>approval_list</c>.</summary>
public sealed class ApprovalListTool(ApprovalService approvals) : Tool<ApprovalListView>(Declaration)
{
    private static readonly ToolArgument<string> State = ToolArgument.Choice(
        "state",
        "Only those in that state.", "pending", "approved", "denied", "expired", "cancelled");

    public static readonly ToolDeclaration<ApprovalListView> Declaration = new()
    {
        Name = "approval_list",
        Title = "List approvals",
        Description = "Lists what agents ask permission for and what became of it, newest first. Only a person "
            + "decides (agw approve ID): show your user what is pending.",
        Toolset = Toolsets.Approvals,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [State, ApprovalToolArguments.Limit, ApprovalToolArguments.Cursor],
        Result = () => ViewJson.Plain.ApprovalListView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await approvals.ListAsync(ApprovalToolArguments.List(arguments, State), cancellationToken));
}
