using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals.Tools;

/// <summary><c>approval_resolve</c>.</summary>
public sealed class ApprovalResolveTool(ApprovalService approvals) : Tool<ApprovalEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Decision = ToolArgument.Choice(
        "decision",
        "once: this call. session: and the same again in this thread. always: and the same again until the rule is "
        + "revoked; never for shells, scripts, input, restarts and R3. deny: not this call.",
        "once", "session", "always", "deny").Required();

    private static readonly ToolArgument<string> Reason = ToolArgument.Text(
        "reason", "For a deny: why. The agent that asked is told.");

    public static readonly ToolDeclaration<ApprovalEnvelope> Declaration = new()
    {
        Name = "approval_resolve",
        Title = "Decide about an approval",
        Description =
            "Decides, for a caller whose token has the approver right for that risk. The first decision counts; a "
            + "later one is refused as already_decided, with decided_by. The default token has no such right "
            + "(not_allowed), because there a model speaks: tell your user, who decides with agw approve ID or in a "
            + "dialogue of this client.",
        Toolset = Toolsets.Approvals,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Destructive,
        Risk = RiskClass.R0,
        Arguments = [ApprovalToolArguments.Approval, Decision, Reason],
        Result = () => ViewJson.Plain.ApprovalEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await approvals.ResolveAsync(
            request.Caller,
            new(
                arguments.Required(ApprovalToolArguments.Approval),
                arguments.Required(Decision),
                arguments.Text(Reason)),
            cancellationToken));
}
