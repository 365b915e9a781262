using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Approvals;

/// <summary>
/// What permission is asked for, as people are shown it, and what binds the permission to exactly that.
/// </summary>
/// <param name="Arguments">Canonical JSON; long texts in it are cut, visibly.</param>
/// <param name="Summary">One line that says what would happen.</param>
/// <param name="Preview">
/// The command or the diff in full, as far as there is room; null where the arguments say it all.
/// </param>
/// <param name="Directory">Where it would run.</param>
/// <param name="Digest">
/// SHA-256 over the uncut arguments, the directory, the changes of the environment, the programs and files involved,
/// and the sandbox.
/// </param>
/// <param name="Rule">The rule of the policy that asks.</param>
/// <param name="Why">Why somebody is asked, in sentences for people.</param>
/// <param name="Remembered">
/// What <c>always</c> would make a rule; null where neither that nor <c>session</c> is possible.
/// </param>
/// <param name="AlwaysPossible">Never for shells, wrappers and R3.</param>
/// <param name="SessionPossible">Never for R3, and only where there is a thread.</param>
public sealed record ApprovalSubject(
    string Tool,
    string Arguments,
    string Summary,
    string? Preview,
    string? Directory,
    string Digest,
    RiskClass Risk,
    string Rule,
    string Why,
    PolicyRule? Remembered = null,
    bool AlwaysPossible = false,
    bool SessionPossible = false);
