using System.Collections.Immutable;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Sessions;

/// <summary>The state by which a session decides. It holds no output.</summary>
public sealed record TerminalSession
{
    public static TerminalSession Initial { get; } = new();

    public SessionId Id { get; init; }

    public bool Created { get; init; }

    public string? Name { get; init; }

    public SessionSpec? Spec { get; init; }

    public string? Agent { get; init; }

    public ThreadId? Thread { get; init; }

    public TaskId? Task { get; init; }

    public SessionId? ClonedFrom { get; init; }

    public string CreatedBy { get; init; } = "";

    /// <summary>
    /// Whom policy judged when the session was permitted, and judges when it reaches hosts: an agent's id, or
    /// <c>client</c>. Null in older sessions.
    /// </summary>
    public string? JudgedAs { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public SessionLifecycle Lifecycle { get; init; } = SessionLifecycle.Created;

    /// <summary>1 for the first start, one more with each restart.</summary>
    public int Run { get; init; }

    /// <summary>Where the output of this run begins.</summary>
    public long RunOffset { get; init; }

    /// <summary>The phase that runs in the terminal or runs next; null when the session has ended.</summary>
    public ActivePhase? Active { get; init; }

    /// <summary>The end that was requested; null for none.</summary>
    public SessionEnding? Ending { get; init; }

    /// <summary>How the program of this run ended.</summary>
    public SessionExit? Exit { get; init; }

    /// <summary>Why this run failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The processes that a lost run may have left, until they are ended.</summary>
    public OwedReap? Reap { get; init; }

    public ImmutableArray<SessionGap> Gaps { get; init; } = [];

    public NotedStatus? Status { get; init; }

    /// <summary>Notices that its thread does not have yet.</summary>
    public ImmutableArray<SessionNotice> Notices { get; init; } = [];

    public bool Removed { get; init; }

    /// <summary>Set while its files are still to be deleted.</summary>
    public string? ForgetKey { get; init; }

    public bool HasEnded => Lifecycle >= SessionLifecycle.Completed;

    /// <summary>It has ended, and nothing is left to be done about it.</summary>
    public bool IsOver => HasEnded && Active is null && Reap is null;

    /// <summary>Whether its end was requested, by a caller or by a limit.</summary>
    public bool IsStopped => Ending is not null || Active is { StopKey: not null } or { ForceKey: not null };

    /// <summary>Whether its program runs, as far as is known.</summary>
    public bool ProgramRuns => Active is { Phase: SessionPhase.Program, Child: not null };

    /// <summary>Its name, or its id where it has none.</summary>
    public string Label => Name ?? Id.Value;

    /// <summary>That phase of that run, if it is the active one; else null.</summary>
    internal ActivePhase? ActiveIn(int run, SessionPhase phase) =>
        Run == run && Active is { } active && active.Phase == phase ? active : null;
}

/// <summary>What is in the terminal now.</summary>
/// <param name="Key">The event that made it due, for its effects.</param>
/// <param name="Begun">
/// It is being started or was: after a crash, whether it runs is in doubt until the child is known.
/// </param>
/// <param name="Since">When it was begun, or else became due.</param>
/// <param name="StopKey">Set when it was asked to end.</param>
/// <param name="ForceKey">Set when it shall end at once.</param>
public sealed record ActivePhase(
    SessionPhase Phase,
    string Key,
    bool Begun,
    DateTimeOffset Since,
    SessionChild? Child = null,
    string? StopKey = null,
    string? ForceKey = null);

/// <summary>The first process of a terminal, not to be confused with a later process of its number.</summary>
/// <param name="StartTicks">Its start, in clock ticks since the machine started.</param>
/// <param name="BootId">Which start of the machine.</param>
/// <param name="Mark">A variable of its environment that only this session has, as <c>NAME=value</c>.</param>
public sealed record SessionChild(int ProcessId, long StartTicks, string BootId, string? Mark);

/// <summary>An end that was asked for.</summary>
/// <param name="By">Who asked.</param>
/// <param name="Restart">It is started anew afterwards.</param>
/// <param name="Remove">It is removed afterwards.</param>
public sealed record SessionEnding(string By, bool Restart, bool Remove);

/// <summary>Either a code or a signal; neither when it cannot be known.</summary>
/// <param name="Left">Processes that could not be ended.</param>
public sealed record SessionExit(int? Code, int? Signal, string? Unknown, ImmutableArray<int> Left)
{
    public override string ToString() =>
        Code is { } code
            ? $"ended with code {code}"
            : Signal is { } signal ? $"was ended by signal {signal}"
            : $"ended, and how is not known ({Unknown})";
}

/// <param name="Child">The first process; null when its start was in doubt, so only the mark identifies it.</param>
/// <param name="Phase">What ran when it was lost.</param>
public sealed record OwedReap(string Key, SessionPhase Phase, SessionChild? Child);

/// <summary>Output is missing before that offset.</summary>
public sealed record SessionGap(long Offset, string Reason);

/// <summary>The last status that was worth an event.</summary>
public sealed record NotedStatus(string Status, string Reason, DateTimeOffset At);

/// <summary>A sentence for the session's thread.</summary>
public sealed record SessionNotice(string Key, string Text);
