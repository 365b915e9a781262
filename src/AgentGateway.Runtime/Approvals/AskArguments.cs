using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Approvals;

/// <summary>Reads what doors hand over as text about approvals and questions. Each refusal names what would be right.</summary>
internal static class AskArguments
{
    private const int LimitDefault = 100;
    private const int LimitMax = 500;

    public static Outcome<T?> State<T>(string? state)
        where T : struct, Enum
    {
        if (state is null) return Outcome.Of<T?>(null);
        foreach (var value in Enum.GetValues<T>())
            if (ViewWriter.Word(value) == state)
                return Outcome.Of<T?>(value);
        return new Rejection(
            "invalid_argument", $"\"{Short(state)}\" is no state.", $"state is {string.Join(", ", Enum.GetValues<T>().Select(value => ViewWriter.Word(value)))}.");
    }

    public static Outcome<ApprovalDecision> Decision(string decision) => decision switch
    {
        "once" or "approve" => ApprovalDecision.Once,
        "session" => ApprovalDecision.Session,
        "always" => ApprovalDecision.Always,
        "deny" => ApprovalDecision.Deny,
        _ => new Rejection("invalid_argument", $"\"{Short(decision)}\" is no decision.", "decision is once, session, always or deny."),
    };

    public static Outcome<int> Limit(int? limit) => limit switch
    {
        null => LimitDefault,
        < 1 => new Rejection("invalid_argument", $"limit is {limit}; it must be at least 1.", $"Leave it out for {LimitDefault}."),
        _ => Math.Min(limit.Value, LimitMax),
    };

    /// <summary>A cursor is the id of the last entry of the page before.</summary>
    public static Outcome<string?> After(string? cursor, string prefix) =>
        cursor is null || (cursor.Length <= 64 && cursor.StartsWith(prefix, StringComparison.Ordinal))
            ? cursor
            : new Rejection("cursor_unknown", "That cursor does not belong to this list.", "Begin again without a cursor.");

    private static string Short(string text) => text.Length <= 32 ? text : text[..32] + "…";
}
