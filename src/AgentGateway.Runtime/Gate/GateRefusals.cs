using AgentGateway.Domain;

namespace AgentGateway.Runtime.Gate;

/// <summary>What the gate says, as the refusal of a direct call.</summary>
internal static class GateRefusals
{
    public static Rejection Of(GateAnswer.Denied denied) =>
        denied.Refusal ?? new("denied", denied.Text, "See which rule: agw policy test.");

    public static Rejection Of(GateAnswer.Waiting waiting) => new(
        "approval_required",
        $"A person has to approve this call first ({waiting.Approval}). {waiting.Why}",
        $"A person approves it (agw approve {waiting.Approval}); then make the same call again.")
    {
        ApprovalId = waiting.Approval.Value,
    };
}
