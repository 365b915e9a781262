using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// Reads arguments about approvals and questions that came as text. Each refusal names what would be right.
/// </summary>
internal static class RequestArguments
{
    public static Outcome<T?> State<T>(string? state)
        where T : struct, Enum
    {
        if (state is null) return Outcome.Of<T?>(null);
        foreach (var value in Enum.GetValues<T>())
            if (ViewWriter.Word(value) == state)
                return Outcome.Of<T?>(value);
        return new Rejection(
            "invalid_argument", $"\"{ShortText.Of(state)}\" is no state.",
                $"state is {string.Join(", ", Enum.GetValues<T>().Select(value => ViewWriter.Word(value)))}.");
    }

    public static Outcome<ApprovalDecision> Decision(string decision) => decision switch
    {
        "once" or "approve" => ApprovalDecision.Once,
        "session" => ApprovalDecision.Session,
        "always" => ApprovalDecision.Always,
        "deny" => ApprovalDecision.Deny,
        _ => new Rejection(
            "invalid_argument",
            $"\"{ShortText.Of(decision)}\" is no decision.",
            "decision is once, session, always or deny."),
    };
}
