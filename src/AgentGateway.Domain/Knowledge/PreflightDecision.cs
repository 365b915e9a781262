namespace AgentGateway.Domain.Knowledge;

/// <summary>What is to be done with what is known about something that is about to be done.</summary>
public enum PreflightDecision
{
    /// <summary>Nothing is known about it.</summary>
    None,

    /// <summary>Something is known, and has to be checked again first.</summary>
    Refresh,

    /// <summary>What is known can be relied on.</summary>
    Reuse,
}
