namespace AgentGateway.Domain.Policy;

/// <summary>
/// What a call can do at worst. The order is the order of danger; a rule or a right that reaches up to one includes
/// those before it.
/// </summary>
public enum RiskClass
{
    /// <summary>Reads inside the workspace, and conversation.</summary>
    R0,

    /// <summary>Writes inside the workspace.</summary>
    R1,

    /// <summary>Executes something, or uses the network.</summary>
    R2,

    /// <summary>Reaches outside the workspace, to secrets, spends money, or sends to a new recipient.</summary>
    R3,

    /// <summary>Changes policy, allow-lists or approvers.</summary>
    R4,
}
