using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>The state by which a thread decides. It holds no message bodies.</summary>
public sealed record AgentThread
{
    public static AgentThread Initial { get; } = new();

    public ThreadId Id { get; init; }

    /// <summary>Whether the stream has begun.</summary>
    public bool Created { get; init; }

    /// <summary>
    /// When it was deleted; null while it was not. A deleted thread keeps its id, so that the id never comes back, and
    /// what it still owes to others.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The key of the erasure of its texts, until they are erased.</summary>
    public string? EraseKey { get; init; }

    public long Version { get; init; }

    public string? Title { get; init; }

    public AgentId Owner { get; init; }

    /// <summary>Former owners that ownership can be returned to, the latest last.</summary>
    public ImmutableArray<AgentId> OwnerStack { get; init; } = [];

    public string? Workspace { get; init; }

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public bool Hidden { get; init; }

    public bool Archived { get; init; }

    public bool Pinned { get; init; }

    public long LastSeq { get; init; }

    public DelegationOrigin? Origin { get; init; }

    public ForkPoint? Fork { get; init; }

    /// <summary>The conversation of another program that it is a copy of; null for a thread of the gateway.</summary>
    public ThreadImport? Import { get; init; }

    /// <summary>How far that conversation was read.</summary>
    public ImportMark? ImportedThrough { get; init; }

    /// <summary>Whether the title of an imported thread was made of its first message.</summary>
    public bool HasAutomaticTitle { get; init; }

    public ImmutableArray<Participant> Participants { get; init; } = [];

    /// <summary>
    /// Open turns: the active one, those that wait in order, and advice and contributions beside them.
    /// </summary>
    public ImmutableArray<OpenTurn> Turns { get; init; } = [];

    public ImmutableArray<OpenDelegation> Delegations { get; init; } = [];

    public OwedReport? Report { get; init; }

    public RevisableAnswer? Revisable { get; init; }

    /// <summary>Models see <see cref="Summary"/> instead of the messages up to this number.</summary>
    public long CompactedThrough { get; init; }

    public MessageId? Summary { get; init; }

    /// <summary>Requests of ended turns, to be withdrawn because they need no answer any more.</summary>
    public ImmutableArray<OwedWithdrawal> Withdrawals { get; init; } = [];

    /// <summary>The keys of the newest notices from elsewhere, the latest last.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>The owner's turn that runs, if one does.</summary>
    public OpenTurn? Active => Turns.FirstOrDefault(turn => turn.IsOwners && turn.Running);

    [JsonIgnore]
    public bool IsDeleted => DeletedAt is not null;

    /// <summary>Whether advice that the turn begins with has not come yet.</summary>
    public bool IsWaitingForAdvice(TurnId id) => Turns.Any(turn => turn.Kind == TurnKind.Advice && turn.Parent == id);

    /// <summary>
    /// The person of a chat for whom the thread works when it answers that message, by the name of their principal; null
    /// for the operator of this machine. A hidden thread works for the person whose turn delegated, and a task for the
    /// person whose turn made it.
    /// </summary>
    public string? PersonBehind(Message? message) =>
        message?.Speaker is not null ? message.Author : message?.WorksFor?.Person ?? Origin?.For?.Person;

    public OpenTurn? Turn(TurnId id) => Turns.FirstOrDefault(turn => turn.Id == id);

    internal AgentThread WithNotice(string key) =>
        this with { Notices = (Notices.Length < ThreadRules.NoticesKeptMax ? Notices : Notices.RemoveAt(0)).Add(key) };
}

/// <summary>An advising agent. <paramref name="Active"/> false: it was ended, and may be registered again.</summary>
public sealed record Participant(AgentId Agent, string Instruction, AdviceTime When, bool Active);

/// <summary>A turn that has not ended.</summary>
/// <param name="Key">The event that created it, for its effects.</param>
public sealed record OpenTurn(
    TurnId Id,
    TurnKind Kind,
    AgentId Agent,
    ImmutableArray<MessageId> Triggers,
    TurnId? Parent,
    bool Running,
    string Key,
    DateTimeOffset QueuedAt)
{
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Steps of a model that are recorded so far.</summary>
    public int Steps { get; init; }

    /// <summary>Tool calls of the latest step that have no result yet.</summary>
    public ImmutableArray<OpenCall> Calls { get; init; } = [];

    /// <summary>The usage of the recorded steps.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.None;

    /// <summary>Participants that advised before this answer; they are not asked for a contribution to it.</summary>
    public ImmutableArray<AgentId> Advisers { get; init; } = [];

    /// <summary>Triggers that were added while a step was under way. That step does not see them.</summary>
    public ImmutableArray<MessageId> Late { get; init; } = [];

    /// <summary>The key of the run that began after the turn had waited for a person; null for the first run.</summary>
    public string? RunKey { get; init; }

    /// <summary>Since when it waits for a person, which suspends its deadline; null while it does not wait.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>The task for which it runs; null for none.</summary>
    public TaskId? Task { get; init; }

    /// <summary>The failed turn that it runs again; null for none.</summary>
    public TurnId? RetryOf { get; init; }

    /// <summary>Whether the gateway carries out its message, a command, instead of the agent's driver.</summary>
    public bool IsCommand { get; init; }

    /// <summary>Whether all open calls wait for a person. Until one of them is released the turn is not run.</summary>
    [JsonIgnore]
    public bool IsWaiting => Running && !Calls.IsEmpty && Calls.All(call => call.Awaiting is not null);

    [JsonIgnore]
    public TurnStatus Status => IsWaiting ? TurnStatus.Waiting : Running ? TurnStatus.Running : TurnStatus.Queued;

    /// <summary>Whether it is the thread's one active turn; advice and contributions run beside it.</summary>
    public bool IsOwners => Kind is TurnKind.Answer or TurnKind.Revision or TurnKind.Delegation;
}

/// <summary>A tool call that has no result yet.</summary>
/// <param name="Awaiting">The approval or question that it waits for.</param>
/// <param name="Released">
/// The requests of the call that have ended, the latest last. A request may end before the call is recorded as waiting
/// for it, and requests may end in any order.
/// </param>
public sealed record OpenCall(
    string Id,
    string Tool,
    bool Started,
    bool Repeatable,
    PersonRequestId? Awaiting,
    ImmutableArray<PersonRequestId> Released)
{
    /// <summary>More requests than one call opens in practice.</summary>
    private const int ReleasedKeptMax = 32;

    /// <summary>That request has ended: the call does not wait for it now, nor later.</summary>
    internal OpenCall Release(PersonRequestId request) => this with
    {
        Awaiting = Awaiting == request ? null : Awaiting,
        Released = (Released.Length < ReleasedKeptMax ? Released : Released.RemoveAt(0)).Add(request),
    };
}

/// <summary>An approval or question of an ended turn, not withdrawn yet.</summary>
public sealed record OwedWithdrawal([property: JsonPropertyName("ask")] PersonRequestId Request, string Key);

/// <summary>
/// A delegation whose outcome has not come back. <see cref="OpenDelegation.Opened"/>: its hidden thread exists.
/// </summary>
public sealed record OpenDelegation(
    DelegationId Id,
    AgentId Agent,
    ThreadId HiddenThread,
    TurnId HiddenTurn,
    MessageId Request,
    int TextStart,
    string RequestedBy,
    TurnId? FromTurn)
{
    public bool Opened { get; init; }

    public string Key { get; init; } = "";

    public TaskId? Task { get; init; }

    public DelegatedFor? For { get; init; }
}

/// <summary>In a hidden thread: the outcome that the delegating thread does not have yet.</summary>
public sealed record OwedReport(TurnStatus Status, MessageId? Reply, Failure? Failure, string Key);

/// <summary>The latest answer while participants may still contribute to it and its author may revise it.</summary>
/// <param name="Contributed">At least one contribution has come.</param>
public sealed record RevisableAnswer(TurnId Turn, AgentId Agent, ImmutableArray<MessageId> Triggers, bool Contributed);
