using AgentGateway.Domain;

namespace AgentGateway.Runtime.Journal;

/// <summary>
/// The journal cannot be written or read now; what was asked for did not happen. <see cref="Reason"/> is fit for users.
/// </summary>
public sealed class JournalUnavailableException(
    Rejection reason, Exception? inner = null) : Exception(reason.Message, inner)
{
    public Rejection Reason { get; } = reason;
}
