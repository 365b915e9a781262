using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

// Requests as front ends pass them on: unchecked text. The services check it.

public sealed record CreateThread(
    string? Title = null, string? Agent = null, string? Workspace = null, string? IdempotencyKey = null);

public sealed record ListThreads(string? Query = null, bool Archived = false, int? Limit = null, string? Cursor = null);

/// <param name="After">A sequence number or a cursor that an earlier page gave: messages behind it.</param>
/// <param name="Before">
/// A sequence number: messages ahead of it. Without <paramref name="After"/> the last page before it.
/// </param>
public sealed record ReadThread(
    string ThreadId, string? After = null, string? Before = null, int? Limit = null, bool Hidden = false);

/// <param name="ThreadId">Null starts a new thread.</param>
/// <param name="Mode">followup, collect, steer or interrupt.</param>
public sealed record SendMessage(
    string Text, string? ThreadId = null, string? Mode = null, string? IdempotencyKey = null)
{
    /// <summary>
    /// Whether a directive at its beginning is obeyed: only what a principal itself says gives orders. A command that
    /// answers is carried out in any case.
    /// </summary>
    public bool GivesOrders { get; init; } = true;

    /// <summary>Files that came with it, beside those that its text names.</summary>
    public IReadOnlyList<Attachment> Files { get; init; } = [];

    /// <summary>The task whose prompt it is.</summary>
    internal TaskId? Task { get; init; }

    /// <summary>For whom that task works, where an agent made it.</summary>
    internal DelegatedFor? WorksFor { get; init; }
}

/// <param name="When">before or after; null leaves it as it is, or as the agent says.</param>
/// <param name="Stop">Ends the participant; then neither instruction nor when is allowed.</param>
public sealed record SetParticipant(
    string ThreadId, string Agent, string? Instruction = null, string? When = null, bool Stop = false);

/// <param name="ThreadId">Null: a request that no thread asked for.</param>
public sealed record Delegate(string Agent, string Text, string? ThreadId = null, string? IdempotencyKey = null)
{
    /// <summary>The task whose prompt it is.</summary>
    internal TaskId? Task { get; init; }

    /// <summary>For whom that task works, where an agent made it.</summary>
    internal DelegatedFor? WorksFor { get; init; }
}

public sealed record SearchThreads(string Query, string? ThreadId = null, int? Limit = null);

public sealed record UpdateThread(string ThreadId, string? Title = null, bool? Archived = null, bool? Pinned = null);
