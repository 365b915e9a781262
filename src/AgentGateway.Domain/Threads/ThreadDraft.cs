using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>
/// A decision while it is made. The state follows each event that is added, so that every rule sees what the rules
/// before it decided.
/// </summary>
internal sealed class ThreadDraft(AgentThread state, ThreadId id, ThreadCommand command)
{
    private readonly List<DomainEvent> _events = [];
    private int _ids;

    public AgentThread State { get; private set; } = state;

    public ThreadRules Rules => command.Rules;

    public string By => command.By;

    /// <summary>Who wrote the command in a chat; null for what comes from elsewhere.</summary>
    public Speaker? Speaker => command.Speaker;

    public DateTimeOffset Now => command.Stamp.Now;

    public Outcome<IReadOnlyList<DomainEvent>> Accepted => Outcomes.Accepted(_events);

    public TurnId NewTurn() => new(command.Stamp.Id("turn", _ids++));

    public DelegationId NewDelegation() => new(command.Stamp.Id("dlg", _ids++));

    public ThreadId NewThread() => new(command.Stamp.Id("thr", _ids++));

    public void Add(DomainEvent domainEvent)
    {
        _events.Add(domainEvent);
        var recorded = new RecordedEvent(
            StreamId.Of(ThreadMachine.Kind, id.Value), State.Version + 1, Now, By, domainEvent);
        State = ThreadMachine.Evolve(State, recorded);
    }

    /// <summary>Posts a message under the next number and a new id.</summary>
    public MessageId Post(
        MessageRole role,
        string author,
        string text,
        Visibility visibility = Visibility.Visible,
        TurnId? turn = null,
        Func<Message, Message>? with = null,
        string? notice = null)
    {
        var message = new Message(
            new(command.Stamp.Id("msg", _ids++)), State.LastSeq + 1, role, author, text, visibility, turn);
        Add(new MessagePosted(with is null ? message : with(message), notice));
        return message.Id;
    }

    /// <summary>Posts the requester's message.</summary>
    public MessageId PostRequest(
        string text, IReadOnlyList<Attachment> attachments, TurnId? turn, DelegatedFor? worksFor = null) => Post(
        MessageRole.User,
        By,
        text,
        turn: turn,
        with: m => m with
        {
            Client = command.Client,
            Speaker = command.Speaker,
            WorksFor = worksFor,
            Attachments = attachments.Count == 0 ? null : attachments,
        });

    /// <summary>Posts a visible message of the daemon.</summary>
    public MessageId Note(string text) => Post(MessageRole.System, "daemon", text);
}
