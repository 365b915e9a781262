using AgentGateway.Domain.Policy;

namespace AgentGateway.Gateways.Access;

/// <summary>What a person may do by chat.</summary>
/// <param name="ApproveUpTo">The highest risk that the person may approve; null: none.</param>
internal sealed record ChatRight(bool MayChat, RiskClass? ApproveUpTo);
