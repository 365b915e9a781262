namespace AgentGateway.Domain.Memory;

/// <summary>How what a note says stands to what another one says.</summary>
public enum NoteLikeness
{
    /// <summary>Both can be true at once, as far as their words tell.</summary>
    Different,

    /// <summary>They say the same.</summary>
    Same,

    /// <summary>They say something else about the same thing.</summary>
    Contradicts,
}
