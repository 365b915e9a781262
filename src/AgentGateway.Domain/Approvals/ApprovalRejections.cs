using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Approvals;

/// <summary>The refusals of approvals, together so that a code always has the same sentence.</summary>
public static class ApprovalRejections
{
    public static readonly Rejection Unknown = new(
        "unknown_approval", "There is no approval of that id.", "List approvals with approval_list.");

    public static readonly Rejection Expired = new(
        "expired", "The time to decide is over, and nothing was approved.",
            "Ask the agent again: the call has to be made anew.");

    public static readonly Rejection LocalOnly = new(
        "not_allowed", "R4 is decided at the local command line alone.",
            "A person at this machine does it at the command line.");

    public static readonly Rejection OnceOnly = new(
        "not_allowed", "An answer in a client's dialogue holds once.",
            "Decide with once or deny; a person decides for longer with agw approve ID --session or --always.");

    public static readonly Rejection NotAlways = new(
        "always_not_possible",
        "This cannot be approved for always: a person is asked each time about shells, scripts, wrappers, input into "
            + "sessions, restarts and all calls of risk R3.",
        "Decide with once.");

    public static readonly Rejection NotSession = new(
        "session_not_possible", "This cannot be approved for a thread: it is R3, or belongs to no thread.",
            "Decide with once.");

    public static readonly Rejection NotApproved = new(
        "not_approved", "This has not been approved.", "Wait for the decision.");

    public static readonly Rejection Used = new(
        "approval_used", "The permission was used already, and holds once.", "Make the call again, and ask again.");

    public static readonly Rejection Changed = new(
        "approval_changed", "The call has changed since its approval was requested.",
            "Make the call again: a person is asked about it as it is now.");

    public static Rejection AgentsNeverApprove(ApprovalId id) => new(
        "not_allowed",
        "An agent never approves, and neither does anything under its token.",
        $"Ask a person: agw approve {id}.");

    /// <param name="command">What a person types instead.</param>
    public static Rejection Inside(string command) => new(
        "inside_session",
        "A process that the daemon or one of its terminal sessions started decides nothing in a person's name.",
        $"A person decides outside of sessions, at a terminal of their own: {command}.");

    public static Rejection LocalApproval(ApprovalId id) =>
        LocalOnly with { Hint = $"A person at this machine decides: agw approve {id}." };

    public static Rejection Unseen(ApprovalId id) => new(
        "approval_unseen",
        $"{id} is longer than lists and dialogues show, and you have not been shown all of it.",
        $"Read it whole with agw approvals show {id} (approval_get), then decide.")
    {
        ApprovalId = id.Value,
    };

    public static Rejection TooLarge(int characters) => new(
        "approval_too_large",
        $"The call needs approval, and its {characters} characters are too many to be read by a person; "
            + $"{ApprovalWhole.CharactersMax} are allowed.",
        "Do it in smaller steps.");

    public static Rejection TooMany(string requester, int max) => new(
        "too_many_approvals",
        $"{requester} has {max} approvals pending already, which is the most that one requester may have.",
        "Wait until some of them are decided: approval_list shows them.");

    /// <param name="id">Null where no single approval is decided.</param>
    public static Rejection NoRight(ApprovalId? id, RiskClass risk, RiskClass? upTo) => new(
        "not_allowed",
        upTo is null
            ? "You have no right to decide on approvals: where you speak, a model may."
            : $"Your right reaches up to {upTo}, and this is {risk}.",
        $"A person decides at the command line{(id is null ? "" : $" (agw approve {id})")}, or with a token that was "
            + "made with --approve.");

    public static Rejection Decided(Approval approval) => new(
        "already_decided",
        $"{approval.Id} was {(approval.State == ApprovalState.Denied ? "denied" : "approved")} by "
            + $"{approval.DecidedBy} already.",
        "Look at it with approval_get.")
    {
        DecidedBy = approval.DecidedBy,
        ApprovalId = approval.Id.Value,
    };

    public static Rejection Cancelled(ApprovalId id, string? reason) => new(
        "approval_cancelled", $"{id} is no longer asked for: {reason}", "There is nothing left to decide.");
}
