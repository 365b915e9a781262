using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Recall;

/// <summary>One thing that a source found. Its whole text is given; what callers see of it is cut later.</summary>
public sealed record RecallCandidate
{
    /// <summary>The source's <see cref="IRecallSource.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its id, by which the source finds it again.</summary>
    public required string Id { get; init; }

    public required string Text { get; init; }

    /// <summary>A note's subject, a document's name, a thread's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Who said it, as shown to people; empty where no one did.</summary>
    public string Speaker { get; init; } = "";

    public required DateTimeOffset At { get; init; }

    /// <summary>Null for messages and output, which follow the rules of their threads.</summary>
    public MemoryScope? Scope { get; init; }

    /// <summary>The thread or session that it is part of, for the score of the whole conversation.</summary>
    public string? Group { get; init; }

    /// <summary>Its place in the group, for its neighbours.</summary>
    public long Seq { get; init; }

    public RecallTrust Trust { get; init; }

    /// <summary>Where it is from, for people: <c>thread thr_… message msg_…</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The source's own lexical score, higher is better; not comparable between sources.</summary>
    public double Relevance { get; init; }
}
