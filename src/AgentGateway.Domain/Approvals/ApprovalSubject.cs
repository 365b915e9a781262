using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Approvals;

/// <summary>
/// What permission is asked for, as people are shown it, and what binds the permission to exactly that.
/// </summary>
/// <param name="Arguments">Canonical JSON; long texts in it are cut, visibly.</param>
/// <param name="Summary">One line that says what would happen.</param>
/// <param name="Preview">
/// The command or the diff, cut where it is long; null where the arguments say it all.
/// </param>
/// <param name="Directory">Where it would run.</param>
/// <param name="Digest">
/// SHA-256 over the uncut arguments, the directory, the changes of the environment, the programs and files involved,
/// and the sandbox.
/// </param>
/// <param name="Rule">The rule of the policy that asks.</param>
public sealed record ApprovalSubject(
    string Tool,
    string Arguments,
    string Summary,
    string? Preview,
    string? Directory,
    string Digest,
    RiskClass Risk,
    string Rule)
{
    /// <summary>Why an approval is needed, in sentences for people.</summary>
    public string Why { get; init; } = "";

    /// <summary>
    /// Not all of the arguments or of the preview is in here: only an approver who was shown the rest may approve.
    /// </summary>
    public bool IsCut { get; init; }

    /// <summary>What <c>always</c> would make a rule; null where neither that nor <c>session</c> is possible.</summary>
    public PolicyRule? Remembered { get; init; }

    /// <summary>Never for shells, scripts, wrappers, input, restarts and R3.</summary>
    public bool AlwaysPossible { get; init; }

    /// <summary>Never for R3, and only where there is a thread.</summary>
    public bool SessionPossible { get; init; }
}
