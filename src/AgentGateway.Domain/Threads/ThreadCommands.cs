using System.Collections.Immutable;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>A command for a thread. <c>ThreadDispatcher</c> fills in stamp, rules and sender.</summary>
public abstract record ThreadCommand
{
    /// <summary>Time and entropy; every id that the command creates is derived from it.</summary>
    public Stamp Stamp { get; init; }

    public ThreadRules Rules { get; init; } = ThreadRules.Default;

    /// <summary>The sender: a principal's name, an agent's id, or <c>daemon</c>.</summary>
    public string By { get; init; } = "daemon";

    /// <summary>The client from which a principal sends it; null where none is known.</summary>
    public ClientIdentity? Client { get; init; }

    /// <summary>Who wrote it in a chat; null for what comes from elsewhere.</summary>
    public Speaker? Speaker { get; init; }
}

/// <summary>A command for one running turn.</summary>
public abstract record TurnCommand(TurnId Turn) : ThreadCommand;

/// <param name="ForkOf">The thread whose messages come first.</param>
public sealed record OpenThread(
    ThreadId Id, string? Title, AgentId Owner, string? Workspace, ForkPoint? ForkOf = null) : ThreadCommand;

/// <summary>Opens a hidden thread that carries out a delegation. Repeating it changes nothing.</summary>
/// <param name="Context">The delegating thread up to the request; null without one.</param>
public sealed record OpenHiddenThread(
    ThreadId Id,
    AgentId Agent,
    TurnId Turn,
    string Text,
    IReadOnlyList<Attachment> Attachments,
    string? Workspace,
    DelegationOrigin Origin,
    ForkPoint? Context) : ThreadCommand;

/// <summary>A principal's message.</summary>
/// <param name="Directive">What the text orders, as <see cref="DirectiveParser"/> found it.</param>
public sealed record PostMessage(
    string Text, SendMode Mode, Directive? Directive, IReadOnlyList<Attachment> Attachments) : ThreadCommand
{
    /// <summary>
    /// The thread that this message begins, opened in the same append; null for a thread that exists.
    /// </summary>
    public OpenThread? Opening { get; init; }

    /// <summary>The task whose prompt it is; its turn runs for that task.</summary>
    public TaskId? Task { get; init; }

    /// <inheritdoc cref="Message.WorksFor"/>
    public DelegatedFor? WorksFor { get; init; }

    /// <summary>The outcome of a directive for another capability, for the thread to show.</summary>
    public string? Done { get; init; }

    /// <summary>What the running turns had streamed, by turn: kept if this message interrupts.</summary>
    public IReadOnlyDictionary<TurnId, string> Partials { get; init; } = ImmutableDictionary<TurnId, string>.Empty;
}

/// <summary>Changes a message that waits: only its author does, and only before its turn begins.</summary>
/// <param name="Message">The message as the sender has read it, with its new text and attachments.</param>
/// <param name="Directive">What the new text orders; one that orders anything is refused.</param>
public sealed record EditMessage(Message Message, Directive? Directive) : ThreadCommand;

/// <summary>Its author took a message back that waits: only its author does, and only before its turn begins.</summary>
/// <param name="Message">The message as the sender has read it. It stays in the thread.</param>
public sealed record WithdrawMessage(Message Message) : ThreadCommand;

/// <summary>Registers a participant or changes it; null leaves a property as it is.</summary>
public sealed record ChangeParticipant(AgentId Agent, string? Instruction, AdviceTime? When) : ThreadCommand;

public sealed record StopParticipant(AgentId Agent) : ThreadCommand;

/// <summary>A delegation that is not a message: a tool asks for it, for a principal or in an agent's turn.</summary>
/// <param name="Task">
/// The task whose prompt it is. What an agent asks for in its turn is for the task of that turn.
/// </param>
public sealed record RequestDelegation(
    AgentId Agent, string Text, TurnId? FromTurn, TaskId? Task = null) : ThreadCommand
{
    /// <summary>For whom the turn works that asks; null for the operator, without words from outside.</summary>
    public DelegatedFor? For { get; init; }
}

/// <param name="FromTurn">The turn in which the owner itself asks; null for a principal.</param>
public sealed record HandOff(string Agent, string? Reason, TurnId? FromTurn = null) : ThreadCommand
{
    /// <summary>What the new owner alone is told; null for nothing.</summary>
    public string? Brief { get; init; }
}

public sealed record ReturnOwnership : ThreadCommand;

/// <summary>Null leaves a property as it is.</summary>
public sealed record ChangeThread(string? Title, bool? Archived, bool? Pinned) : ThreadCommand;

/// <summary>
/// Deletes the thread: what it has open ends, and its texts are erased as a pending effect. Repeating it changes
/// nothing.
/// </summary>
/// <param name="BeforeItExists">
/// A thread that does not exist yet is deleted too, so that it cannot be opened later: the hidden thread of a
/// delegation whose opening is under way.
/// </param>
public sealed record DeleteThread(bool BeforeItExists = false) : ThreadCommand;

/// <summary>The texts of the deleted thread are erased.</summary>
public sealed record ConfirmErased : ThreadCommand;

/// <summary>
/// Messages of another program's conversation, in its order; the first ones open the thread.
/// </summary>
/// <param name="After">How far the conversation had been read before; null for a new thread.</param>
/// <param name="Through">How far it has been read with these messages.</param>
public sealed record ImportMessages(
    ThreadId Id, ThreadImport Origin, IReadOnlyList<ImportedMessage> Messages, ImportMark? After, ImportMark Through)
    : ThreadCommand
{
    /// <summary>The title that the program gave the conversation; null where it gave none.</summary>
    public string? Title { get; init; }
}

/// <summary>Runs a failed answer again, as a new turn with the same messages.</summary>
/// <param name="Failed">A turn of this thread that failed, as the sender has read.</param>
/// <param name="Question">The beginning of what it was to answer, for the thread to show.</param>
public sealed record RetryTurn(TurnId Failed, IReadOnlyList<MessageId> Triggers, string Question) : ThreadCommand;

/// <summary>Ends one turn, or all that are open.</summary>
/// <param name="Partials">What the running turns had streamed, by turn; it is kept.</param>
public sealed record CancelTurns(TurnId? Turn, IReadOnlyDictionary<TurnId, string> Partials) : ThreadCommand;

/// <summary>A step of a model: its text and the calls that it asks for.</summary>
public sealed record RecordStep(
    TurnId Turn, string Text, IReadOnlyList<ToolCall> Calls, string? Model, TokenUsage Usage) : TurnCommand(Turn);

public sealed record StartTool(TurnId Turn, string CallId, bool Repeatable) : TurnCommand(Turn);

/// <summary>
/// A call waits for a person. Does nothing when the request has ended already, or the call waits for it already.
/// </summary>
/// <param name="Request">The approval or question.</param>
public sealed record AwaitTool(TurnId Turn, string CallId, PersonRequestId Request) : TurnCommand(Turn);

/// <summary>
/// The request of a call has ended. Repeating it changes nothing, and neither does releasing an ended turn.
/// </summary>
public sealed record ReleaseTool(TurnId Turn, string CallId, PersonRequestId Request) : TurnCommand(Turn);

/// <summary>An approval or question of an ended turn was withdrawn.</summary>
public sealed record ConfirmWithdrawn(PersonRequestId Request) : ThreadCommand;

public sealed record SettleTool(TurnId Turn, string CallId, string Text, ToolOutcomeKind Outcome) : TurnCommand(Turn);

/// <summary>An interim message of a connected agent; the turn goes on.</summary>
public sealed record PostInterim(TurnId Turn, string Text) : TurnCommand(Turn);

/// <summary>The turn's agent answers; an empty text declines where that is possible.</summary>
/// <param name="TriggersSeen">
/// How many of the turn's triggers a connected agent had been shown when it answered; null for an agent whose steps are
/// recorded here.
/// </param>
public sealed record CompleteTurn(
    TurnId Turn, string Text, string? Model, TokenUsage Usage, int? TriggersSeen = null) : TurnCommand(Turn);

/// <param name="Partial">What was streamed of the answer; it is kept.</param>
public sealed record FailTurn(TurnId Turn, Failure Failure, string Partial, TokenUsage Usage) : TurnCommand(Turn);

/// <summary>A turn's time is over. Does nothing when it has ended, or was given more time meanwhile.</summary>
public sealed record ExpireTurn(TurnId Turn, DateTimeOffset Deadline, string Partial) : TurnCommand(Turn);

/// <summary>The hidden thread of a delegation exists.</summary>
public sealed record ConfirmDelegation(DelegationId Delegation) : ThreadCommand;

/// <summary>The outcome of a delegation. Repeating it changes nothing.</summary>
public sealed record SettleDelegation(DelegationId Delegation, TurnStatus Status, string Text) : ThreadCommand;

/// <summary>In the hidden thread: its outcome was delivered.</summary>
public sealed record ConfirmReport : ThreadCommand;

/// <summary>Replaces messages through that number by a summary, for models only.</summary>
public sealed record CompactThread(long ThroughSeq, string Summary) : ThreadCommand;

/// <summary>
/// Posts what happened elsewhere, and starts no turn. Repeating it under the same key changes nothing, unless more than
/// <see cref="ThreadRules.NoticesKeptMax"/> others have come since.
/// </summary>
/// <param name="Key">Of the effect that posts it.</param>
/// <param name="Author">The subject, such as <c>session:build</c>.</param>
public sealed record PostNotice(string Key, string Author, string Text) : ThreadCommand;
