using AgentGateway.Mcp.Asking;
using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>approval_list</c>.</summary>
internal sealed class ApprovalListTool(Asks asks) : CheckedTool<ApprovalListView>(
    "approval_list",
    "List approvals",
    "Lists what agents ask permission for and what became of it, newest first: what would happen, where, how risky it is and why somebody is asked, who asks, "
    + "until when, and who decided. Only a person decides, for example with agw approve ID: show your user what is pending.",
    ToolConduct.Reads,
    [State, AskArguments.Limit, AskArguments.Cursor],
    ViewJson.Plain.ApprovalListView)
{
    private static readonly ToolArgument State = ToolArgument.Choice(
        "state", "Only those in that state; absent for all.", "pending", "approved", "denied", "expired", "cancelled");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await asks.Approvals.ListAsync(
            new(arguments.Text(State), arguments.Number(AskArguments.Limit), arguments.Text(AskArguments.Cursor)), cancellationToken));
}
