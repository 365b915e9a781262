using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Recall;

/// <summary>What is looked for, and what the caller may see of it.</summary>
public sealed record RecallQuery
{
    public const int CandidatesUsual = 200;

    /// <summary>As it was asked; every character of it is literal.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// The words as typed, without stop words, each once; where nothing but stop words was said, these. Made by
    /// <see cref="Domain.Recall.RecallWords.Of"/>.
    /// </summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>
    /// The scopes whose memory the caller may see. A candidate with a scope that is not among them is never given.
    /// </summary>
    public required IReadOnlyList<MemoryScope> Scopes { get; init; }

    /// <summary>Only what this author said, by the author's id or shown name; null for all.</summary>
    public string? Speaker { get; init; }

    /// <summary>Only what belongs to this thread; null for all.</summary>
    public ThreadId? Thread { get; init; }

    /// <summary>Nothing before that time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Nothing from that time on.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>So many candidates a source gives at most.</summary>
    public int CandidatesMax { get; init; } = CandidatesUsual;

    /// <summary>Whether the filters allow what that author wrote at that time.</summary>
    /// <param name="thread">The thread that it belongs to or was learned in; null for none.</param>
    internal bool Admits(string author, ThreadId? thread, DateTimeOffset at) =>
        (Speaker is null || author.Equals(Speaker, StringComparison.OrdinalIgnoreCase))
        && (Thread is null || thread == Thread)
        && (Since is not { } since || at >= since)
        && (Until is not { } until || at < until);
}
