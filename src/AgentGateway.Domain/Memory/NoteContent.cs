namespace AgentGateway.Domain.Memory;

/// <summary>What a note says.</summary>
/// <param name="Subject">What it is about, in a few words; empty where that was not said.</param>
/// <param name="Confidence">How sure its author is, from 0 to 1.</param>
/// <param name="ExpiresAt">From then on it is not recalled; null: it holds until it is changed.</param>
public sealed record NoteContent(
    string Text,
    string Subject,
    NoteKind Kind,
    MemoryScope Scope,
    double Confidence,
    DateTimeOffset? ExpiresAt)
{
    /// <summary>A longer text belongs into a document or a file.</summary>
    public const int CharactersMax = 8_000;

    public const int SubjectCharactersMax = 200;
}
