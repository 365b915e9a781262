using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Gate;

/// <summary>What the gate says to a call.</summary>
public abstract record GateAnswer
{
    /// <summary>
    /// It may run, now and once. Where somebody approved it, the permission is used up by this answer.
    /// </summary>
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
        /// <summary>Nobody was asked, because people cannot be asked that much.</summary>
        public Denied(Rejection refusal)
            : this(refusal.Code, $"{refusal.Message} {refusal.Hint}") => Refusal = refusal;

        /// <summary>The refusal of the approval itself; null where policy or a person denied the call.</summary>
        public Rejection? Refusal { get; }
    }

    /// <summary>Somebody was asked. The requester is told when that has ended; then the call comes again.</summary>
    public sealed record Waiting(ApprovalId Approval, string Why) : GateAnswer;
}
