namespace AgentGateway.Domain.Documents;

/// <summary>How a version of a document came about.</summary>
public enum DocumentChange
{
    /// <summary>The whole text was written anew.</summary>
    Replaced,

    /// <summary>Something was added at its end.</summary>
    Appended,

    /// <summary>A passage was taken out, or put in another's place.</summary>
    Edited,

    /// <summary>An earlier version was brought back.</summary>
    Restored,
}
