namespace AgentGateway.Domain.Threads;

public enum TurnKind
{
    /// <summary>The owner answers what was said.</summary>
    Answer,

    /// <summary>A participant advises before the owner answers.</summary>
    Advice,

    /// <summary>A participant contributes after the owner answered.</summary>
    Contribution,

    /// <summary>The owner may revise its answer once, after contributions.</summary>
    Revision,

    /// <summary>A hidden delegation is carried out, in the hidden thread.</summary>
    Delegation,
}
