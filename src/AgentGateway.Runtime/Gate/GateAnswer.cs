using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Gate;

/// <summary>What the gate says to a call.</summary>
public abstract record GateAnswer
{
    /// <summary>It may run, now and once. Where it was approved, this answer uses up the permission.</summary>
    public sealed record Allowed(string Rule) : GateAnswer
    {
        /// <summary>
        /// Where the paths that were judged really lead: a tool reaches these, wherever they are, and no others
        /// outside of the workspace.
        /// </summary>
        public IReadOnlyList<string> Granted { get; init; } = [];
    }

    /// <summary>It may not run.</summary>
    /// <param name="Text">For the caller: who or what refused, and why.</param>
    public sealed record Denied(string Rule, string Text) : GateAnswer
    {
        /// <summary>
        /// No person was asked, because the call could not be made, is too long to read, or too many approvals are
        /// pending.
        /// </summary>
        public Denied(Rejection refusal)
            : this(refusal.Code, $"{refusal.Message} {refusal.Hint}") => Refusal = refusal;

        /// <summary>The refusal of the call or of the approval itself; null where policy or a person denied the call.</summary>
        public Rejection? Refusal { get; }
    }

    /// <summary>
    /// A person was asked. The requester is told when the approval has ended, and then makes the call again.
    /// </summary>
    public sealed record Waiting(ApprovalId Approval, string Why) : GateAnswer;
}
