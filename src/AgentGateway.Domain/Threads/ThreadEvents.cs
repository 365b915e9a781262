using System.Text.Json.Serialization;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>A thread began. <paramref name="Title"/> null: the first message names it.</summary>
/// <param name="CreatedBy">The principal's name, or the agent that delegated.</param>
/// <param name="Origin">Where a hidden thread was delegated from.</param>
/// <param name="Fork">Whose messages come first.</param>
public sealed record ThreadCreated(
    string? Title,
    AgentId Owner,
    string? Workspace,
    string CreatedBy,
    bool Hidden = false,
    DelegationOrigin? Origin = null,
    ForkPoint? Fork = null) : DomainEvent
{
    /// <summary>
    /// The conversation of another program that the thread is a copy of; null for a thread of the gateway.
    /// </summary>
    public ThreadImport? Import { get; init; }
}

/// <summary>
/// The thread and delegation that a hidden thread serves. No thread: a principal delegated outside of any thread.
/// </summary>
/// <param name="Depth">
/// 1 for a delegation from a visible thread, one more for each delegation inside a delegation.
/// </param>
/// <param name="Task">The task for which all of it is done; null for none.</param>
public sealed record DelegationOrigin(
    ThreadId? Thread, DelegationId Delegation, string RequestedBy, int Depth, TaskId? Task = null)
{
    /// <summary>For whom it works; null for the operator, without words from outside.</summary>
    public DelegatedFor? For { get; init; }
}

/// <summary>The first <paramref name="Seq"/> messages of <paramref name="Thread"/>, by reference.</summary>
public sealed record ForkPoint(ThreadId Thread, long Seq);

public sealed record ThreadRenamed(string Title, bool Automatic = false) : DomainEvent;

public sealed record ThreadArchived : DomainEvent;

public sealed record ThreadUnarchived : DomainEvent;

public sealed record ThreadPinned : DomainEvent;

public sealed record ThreadUnpinned : DomainEvent;

/// <summary>
/// The thread was deleted. The payloads of all events before this one are erased; the thread keeps its id and nothing
/// else.
/// </summary>
public sealed record ThreadDeleted : DomainEvent;

/// <summary>The texts of the deleted thread are gone.</summary>
public sealed record ThreadErased : DomainEvent;

/// <summary>The imported conversation was read that far.</summary>
public sealed record ThreadImportAdvanced(ImportMark Through) : DomainEvent;

/// <summary>
/// Messages up to and including <paramref name="ThroughSeq"/> are shown to models as the summary message instead.
/// </summary>
public sealed record ThreadCompacted(long ThroughSeq, MessageId Summary) : DomainEvent;

/// <param name="Notice">The key of a notice from elsewhere; null for any other message.</param>
public sealed record MessagePosted(Message Message, string? Notice = null) : DomainEvent;

/// <summary>Its author changed a message that waited. The message has its id and number from before.</summary>
public sealed record MessageEdited(Message Message) : DomainEvent;

/// <summary>A turn was queued.</summary>
/// <param name="Parent">The turn that it advises, contributes to or revises.</param>
/// <param name="First">It goes ahead of those that wait.</param>
/// <param name="Started">
/// It runs from here on, as after <see cref="TurnStarted"/>, because nothing was ahead of it.
/// </param>
public sealed record TurnQueued(
    TurnId Turn,
    TurnKind Kind,
    AgentId Agent,
    IReadOnlyList<MessageId> Triggers,
    TurnId? Parent = null,
    bool First = false,
    bool Started = false,
    DateTimeOffset? Deadline = null) : DomainEvent
{
    /// <summary>The task that it carries out; null for none.</summary>
    public TaskId? Task { get; init; }

    /// <summary>The failed turn that it runs again; null for none.</summary>
    public TurnId? RetryOf { get; init; }

    /// <summary>
    /// Whether its message is a command of the gateway, which the gateway carries out instead of the agent's driver.
    /// </summary>
    public bool IsCommand { get; init; }
}

/// <summary>
/// Another message joined a turn: one that still waits (<c>collect</c>) or one that runs (<c>steer</c>).
/// </summary>
public sealed record TurnExtended(TurnId Turn, MessageId Message) : DomainEvent;

/// <summary>The turn is this thread's active one, or runs beside it as advice or contribution.</summary>
/// <param name="Agent">
/// Who runs it: for an answer the owner at this moment, who may have changed while it waited.
/// </param>
/// <param name="Deadline">When it fails if it has not ended; null for a driver that keeps its own limits.</param>
public sealed record TurnStarted(TurnId Turn, AgentId Agent, DateTimeOffset? Deadline) : DomainEvent;

/// <summary>The turn's agent reported progress, and has until then.</summary>
public sealed record TurnProlonged(TurnId Turn, DateTimeOffset Deadline) : DomainEvent;

/// <summary>A tool is about to be called; from here on a crash leaves the call in doubt.</summary>
public sealed record ToolStarted(TurnId Turn, string CallId, string Tool, bool Repeatable) : DomainEvent;

/// <summary>The call waits for a person; when all open calls of the turn do, the turn is not run.</summary>
/// <param name="Request">The approval or question that it waits for.</param>
public sealed record ToolAwaited(
    TurnId Turn, string CallId, [property: JsonPropertyName("ask")] PersonRequestId Request) : DomainEvent;

/// <summary>A request that the call waits for, or is about to wait for, has ended.</summary>
public sealed record ToolReleased(
    TurnId Turn, string CallId, [property: JsonPropertyName("ask")] PersonRequestId Request) : DomainEvent;

/// <summary>A request of an ended turn was withdrawn.</summary>
public sealed record RequestWithdrawn(
    [property: JsonPropertyName("ask")] PersonRequestId Request) : DomainEvent;

/// <summary>The call has an outcome, which stands in the tool's message.</summary>
public sealed record ToolSettled(TurnId Turn, string CallId, ToolOutcomeKind Outcome) : DomainEvent;

/// <summary>The turn ended. <paramref name="Reply"/> is the message that it ended with, if any.</summary>
public sealed record TurnEnded(
    TurnId Turn, TurnStatus Status, MessageId? Reply, Failure? Failure, string? By, TokenUsage Usage) : DomainEvent;

public sealed record ParticipantSet(AgentId Agent, string Instruction, AdviceTime When, string By) : DomainEvent;

public sealed record ParticipantEnded(AgentId Agent, string By) : DomainEvent;

/// <summary>A delegation was requested; its hidden thread is opened as a pending effect.</summary>
/// <param name="Request">The message of this thread that asks for it.</param>
/// <param name="TextStart">How many characters of that message are not part of the request: the directive.</param>
/// <param name="FromTurn">The turn in which an agent asked for it; null when a principal did.</param>
public sealed record DelegationRequested(
    DelegationId Delegation,
    AgentId Agent,
    ThreadId HiddenThread,
    TurnId HiddenTurn,
    MessageId Request,
    int TextStart,
    string RequestedBy,
    TurnId? FromTurn) : DomainEvent
{
    /// <summary>The task for which it is done; null for none.</summary>
    public TaskId? Task { get; init; }

    /// <summary>For whom it is done; null for the operator, without words from outside.</summary>
    public DelegatedFor? For { get; init; }
}

/// <summary>The hidden thread exists, and its turn with it.</summary>
public sealed record DelegationOpened(DelegationId Delegation) : DomainEvent;

/// <summary>
/// The answer or the failure came back; <paramref name="Result"/> is the hidden message with it, for the owner.
/// </summary>
public sealed record DelegationSettled(DelegationId Delegation, TurnStatus Status, MessageId Result) : DomainEvent;

/// <summary>In the hidden thread: its outcome has reached the thread that it was delegated from.</summary>
public sealed record DelegationReported(DelegationId Delegation) : DomainEvent;

public sealed record HandedOff(AgentId From, AgentId To, string By, string? Reason) : DomainEvent;

public sealed record OwnershipReturned(AgentId From, AgentId To, string By) : DomainEvent;
