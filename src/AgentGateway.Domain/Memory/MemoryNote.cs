using System.Collections.Immutable;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Memory;

/// <summary>One fact that is remembered, with where it came from and whether it still counts.</summary>
public sealed record MemoryNote
{
    /// <summary>The names of so many that confirmed it are kept; it bounds the state.</summary>
    public const int ConfirmedByMax = 16;

    public static readonly MemoryNote Initial = new();

    public NoteId Id { get; init; }

    /// <summary>Null before it was remembered, and when it is forgotten.</summary>
    public NoteContent? Content { get; init; }

    public NoteAuthor? Author { get; init; }

    public NoteSource Source { get; init; } = NoteSource.None;

    public NoteStanding Standing { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last written or confirmed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Those who said the same later, the first ones.</summary>
    public ImmutableArray<string> ConfirmedBy { get; init; } = [];

    /// <summary>How often the same was said later.</summary>
    public int Confirmations { get; init; }

    /// <summary>Whether a person wrote or confirmed what it says now.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>How often its text was corrected.</summary>
    public int Corrections { get; init; }

    /// <summary>The earlier note that this one contradicts.</summary>
    public NoteId? Supersedes { get; init; }

    /// <summary>The later note that contradicts this one.</summary>
    public NoteId? SupersededBy { get; init; }

    /// <summary>Why it was retracted or last corrected.</summary>
    public string? Reason { get; init; }

    /// <summary>Set while the earlier note is still to be told.</summary>
    public string? LinkKey { get; init; }

    /// <summary>Set while its texts are still to be erased.</summary>
    public string? EraseKey { get; init; }

    public bool Exists => Standing == NoteStanding.Forgotten || Content is not null;
}
