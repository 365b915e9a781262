namespace AgentGateway.Domain.Agents;

/// <summary>When a participant is asked, relative to the owner's answer: <c>when</c> on the wire.</summary>
public enum AdviceTime
{
    After,
    Before,
}
