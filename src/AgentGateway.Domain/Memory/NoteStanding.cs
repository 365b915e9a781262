namespace AgentGateway.Domain.Memory;

/// <summary>Whether a note still counts.</summary>
public enum NoteStanding
{
    /// <summary>It counts and is recalled.</summary>
    Active,

    /// <summary>A later note contradicts it and stands in its place.</summary>
    Superseded,

    /// <summary>It was wrong, and is kept as history alone.</summary>
    Retracted,

    /// <summary>Its text is gone; that it was forgotten is all that is left.</summary>
    Forgotten,
}
