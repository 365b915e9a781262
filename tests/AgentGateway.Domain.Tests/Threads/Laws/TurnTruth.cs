using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads.Laws;

/// <summary>What is true of one turn, told by its events alone.</summary>
internal sealed class TurnTruth(TurnQueued queued, DateTimeOffset at)
{
    public TurnId Id { get; } = queued.Turn;

    public TurnKind Kind { get; } = queued.Kind;

    public TurnId? Parent { get; } = queued.Parent;

    public AgentId Agent { get; set; } = queued.Agent;

    public List<MessageId> Triggers { get; } = [.. queued.Triggers];

    public TurnStatus Status { get; set; } = queued.Started ? TurnStatus.Running : TurnStatus.Queued;

    public DateTimeOffset? Deadline { get; set; } = queued.Deadline;

    public DateTimeOffset QueuedAt { get; } = at;

    public DateTimeOffset? EndedAt { get; private set; }

    public TurnEnded? End { get; private set; }

    /// <summary>How many turns of the thread started before it; -1 while it waits.</summary>
    public int Place { get; set; } = -1;

    public int VisibleMessages { get; set; }

    /// <summary>Calls that have no result yet.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What open calls wait for, by call.</summary>
    public Dictionary<string, PersonRequestId> Awaiting { get; } = [];

    /// <summary>What has ended of that which its calls waited for, or were to wait for, in order.</summary>
    public List<(string Call, PersonRequestId Request)> Released { get; } = [];

    /// <summary>Calls that have begun.</summary>
    public HashSet<string> Begun { get; } = [];

    /// <summary>Requests that need no decision when the turn ends: asked, or approved and not used.</summary>
    public IEnumerable<PersonRequestId> Unwanted => Calls
        .SelectMany<string, PersonRequestId>(call => Awaiting.TryGetValue(call, out var request)
            ? [request]
            : Begun.Contains(call)
                ? []
                : Released.Where(released => released.Call == call).TakeLast(1).Select(released => released.Request));

    public DateTimeOffset WaitingSince { get; set; }

    /// <summary>Nothing can be done about it before a person has decided.</summary>
    public bool IsWaiting => IsRunning && Calls.Count > 0 && Calls.TrueForAll(Awaiting.ContainsKey);

    public bool IsOpen => End is null;

    public bool IsRunning => Status == TurnStatus.Running;

    public bool IsOwners => Kind is TurnKind.Answer or TurnKind.Revision or TurnKind.Delegation;

    public void Ended(TurnEnded ended, DateTimeOffset at)
    {
        End = ended;
        EndedAt = at;
        Status = ended.Status;
        Deadline = null;
    }

    public TurnRow Row(ThreadId thread) => new()
    {
        Id = Id,
        Thread = thread,
        Agent = Agent,
        Kind = Kind,
        Status = IsWaiting ? TurnStatus.Waiting : Status,
        Triggers = [.. Triggers],
        Parent = Parent,
        Reply = End?.Reply,
        Failure = End?.Failure,
        Usage = End?.Usage ?? TokenUsage.None,
        QueuedAt = QueuedAt,
        EndedAt = EndedAt,
        Deadline = Deadline,
    };
}
