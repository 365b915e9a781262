using AgentGateway.Domain;

namespace AgentGateway.Mcp.Elicitation;

/// <summary>The outcome of an answer to an elicitation.</summary>
/// <param name="IsDecided">Whether the request is decided, by this answer or elsewhere.</param>
/// <param name="Refused">
/// Why the answer was refused, where the person can correct it: the form is shown again with this reason. Null where
/// the answer decides nothing; then the form is not shown again.
/// </param>
internal readonly record struct ElicitationOutcome(bool IsDecided, Rejection? Refused = null);
