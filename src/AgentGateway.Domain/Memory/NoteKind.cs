namespace AgentGateway.Domain.Memory;

/// <summary>What a note is.</summary>
public enum NoteKind
{
    /// <summary>Something that is so.</summary>
    Fact,

    /// <summary>What a person likes or wants done in a certain way.</summary>
    Preference,

    /// <summary>What was decided, so that it is not decided again.</summary>
    Decision,

    /// <summary>What was learned from work that went well or badly.</summary>
    Lesson,

    /// <summary>Something that happened, or will.</summary>
    Event,
}
