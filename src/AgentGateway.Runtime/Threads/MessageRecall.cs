using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>Which messages are recalled.</summary>
/// <param name="Words">As typed; each finds the messages that have it in any of its forms.</param>
/// <param name="Limit">So many at most that have words; their neighbours come on top.</param>
public sealed record MessageRecall(IReadOnlyList<string> Words, int Limit)
{
    /// <summary>Around so many of the best ones neighbours are given.</summary>
    public const int CentresMax = 24;

    /// <summary>So many messages before and behind each are its neighbours.</summary>
    public const int NeighboursEachSide = 3;

    public ThreadId? Thread { get; init; }

    /// <summary>Only what this author said, by id or shown name in any case.</summary>
    public string? Speaker { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public static DateTimeOffset TimeOf(MessageRow row) => row.Message.SaidAt ?? row.At;

    /// <summary>Whether author and time are as wanted; the thread is the store's to compare.</summary>
    public bool Admits(MessageRow row) =>
        row.Searchable
        && (Speaker is null
            || string.Equals(row.Message.Author, Speaker, StringComparison.OrdinalIgnoreCase)
            || string.Equals(row.Message.Speaker?.Name, Speaker, StringComparison.OrdinalIgnoreCase))
        && (Since is null || TimeOf(row) >= Since)
        && (Until is null || TimeOf(row) < Until);
}
