using AgentGateway.Mcp.Asking;
using AgentGateway.Mcp.Tools.Schemas;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Mcp.Tools;

/// <summary><c>approval_resolve</c>.</summary>
internal sealed class ApprovalResolveTool(Asks asks) : CheckedTool<ApprovalEnvelope>(
    "approval_resolve",
    "Decide about an approval",
    "Decides, for a caller whose token has the approver right for that risk. The first decision counts; a later one is refused as already_decided, with "
    + "decided_by. The default token has no such right (not_allowed), because there a model speaks: tell your user, who decides with agw approve ID or in a "
    + "dialogue of this client.",
    ToolConduct.Destructive,
    [AskArguments.Approval, Decision, Reason],
    ViewJson.Plain.ApprovalEnvelope)
{
    private static readonly ToolArgument Decision = ToolArgument.Choice(
        "decision",
        "once: this call. session: and the same again in this thread. always: and the same again until the rule is revoked; never for shells, wrappers and R3. "
        + "deny: not this call.",
        "once", "session", "always", "deny").Required();

    private static readonly ToolArgument Reason = ToolArgument.Text("reason", "For a deny: why. The agent that asked is told.");

    protected override async Task<ToolAnswer> RunAsync(Caller caller, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await asks.Approvals.ResolveAsync(
            caller,
            new(arguments.Required(AskArguments.Approval), arguments.Required(Decision), arguments.Text(Reason)),
            cancellationToken));
}
