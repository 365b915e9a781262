using AgentGateway.Mcp.Asking;
using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>approval_get</c>.</summary>
internal sealed class ApprovalGetTool(Asks asks) : CheckedTool<ApprovalEnvelope>(
    "approval_get",
    "Look at an approval",
    "Tells all about one approval: the command or the diff that it is about, its state, what may be decided, and who decided what.",
    ToolConduct.Reads,
    [AskArguments.Approval],
    ViewJson.Plain.ApprovalEnvelope)
{
    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await asks.Approvals.GetAsync(arguments.Required(AskArguments.Approval), cancellationToken));
}
