namespace AgentGateway.Runtime.Imports;

/// <summary>One conversation of another program.</summary>
public sealed record ImportedConversationView
{
    /// <summary>
    /// new, grown, unchanged; empty (nothing was said), deleted (its thread was), rewritten (what was imported has
    /// changed in the file, and the thread keeps what it had) or unreadable.
    /// </summary>
    public required string State { get; init; }

    public required string File { get; init; }

    /// <summary>The thread with the copy; null where there is none. Of a trial, the id that it will have.</summary>
    public string? ThreadId { get; init; }

    public string? Title { get; init; }

    public string? Directory { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Messages that this import added.</summary>
    public int Messages { get; init; }
}
