namespace AgentGateway.Domain.Policy;

/// <summary>
/// What may be done with a call. The order is that of strictness: of two equally specific rules the stricter wins.
/// </summary>
public enum PolicyDecision
{
    Allow,
    Ask,
    Deny,
}
