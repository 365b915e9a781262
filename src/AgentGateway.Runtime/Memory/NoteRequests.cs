using AgentGateway.Domain.Memory;

namespace AgentGateway.Runtime.Memory;

/// <summary>What is to be remembered, as a caller says it; null leaves a part to the daemon.</summary>
public sealed record Remember(string Text)
{
    public string? Subject { get; init; }

    /// <summary>A word of <see cref="NoteKind"/>.</summary>
    public string? Kind { get; init; }

    public string? Scope { get; init; }

    public double? Confidence { get; init; }

    /// <summary>A time or a duration such as <c>30d</c>.</summary>
    public string? Expires { get; init; }

    public NoteSource Source { get; init; } = NoteSource.None;

    /// <summary>The id of an earlier note that this one contradicts.</summary>
    public string? Supersedes { get; init; }

    public string? IdempotencyKey { get; init; }
}

/// <summary>What is to be changed of a note.</summary>
/// <param name="Action">correct, confirm or retract.</param>
public sealed record ChangeNote(string Id, string Action)
{
    public string? Text { get; init; }

    public string? Subject { get; init; }

    public double? Confidence { get; init; }

    public string? Expires { get; init; }

    public string? Reason { get; init; }
}
