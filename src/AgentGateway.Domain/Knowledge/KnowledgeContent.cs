using AgentGateway.Domain.Memory;

namespace AgentGateway.Domain.Knowledge;

/// <summary>What a piece of knowledge says.</summary>
/// <param name="Subject">What it is about, in a few words.</param>
/// <param name="Scope">For whom it counts; never one thread, whose end it is to outlive.</param>
/// <param name="Type">A word that its author chose, such as fact, procedure, decision.</param>
/// <param name="Summary">What one has to know.</param>
/// <param name="CoverageKey">
/// What it covers, such as <c>deploy/shop</c>: within a scope there is one piece of a key, and new versions of it. Null
/// where it stands by itself.
/// </param>
public sealed record KnowledgeContent(
    string Subject, MemoryScope Scope, string Type, string Summary, string? CoverageKey)
{
    public const int SubjectCharactersMax = 200;
    public const int SummaryCharactersMax = 2_000;
    public const int PayloadCharactersMax = 8_000;
    public const int KeyCharactersMax = 200;
    public const int EvidenceMax = 10;
    public const int EvidenceCharactersMax = 300;

    /// <summary>All of it, such as the steps; empty where the summary is all.</summary>
    public string Payload { get; init; } = "";

    /// <summary>What shows that it is so: a message, a file, a command with its result, an address.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>From then on it has to be checked again; null: it holds until it is changed.</summary>
    public DateTimeOffset? FreshUntil { get; init; }

    public bool IsFreshAt(DateTimeOffset time) => FreshUntil is not { } until || until > time;

    public bool Equals(KnowledgeContent? other) =>
        other is not null
        && (Subject, Scope, Type, Summary, CoverageKey, Payload, FreshUntil)
            == (other.Subject, other.Scope, other.Type, other.Summary, other.CoverageKey, other.Payload, other.FreshUntil)
        && Evidence.SequenceEqual(other.Evidence);

    public override int GetHashCode() => HashCode.Combine(Subject, Scope, Summary, CoverageKey);
}
