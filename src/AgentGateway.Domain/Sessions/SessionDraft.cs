using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Sessions;

/// <summary>
/// A decision while it is made. The state follows each event that is added, so that every rule sees what the rules
/// before it decided.
/// </summary>
internal sealed class SessionDraft(TerminalSession state)
{
    private readonly List<DomainEvent> _events = [];

    public TerminalSession State { get; private set; } = state;

    public Outcome<IReadOnlyList<DomainEvent>> Accepted => Outcomes.Accepted(_events);

    /// <summary>Time, version and keys are not known while deciding, and no rule looks at them.</summary>
    public SessionDraft Add(DomainEvent domainEvent)
    {
        _events.Add(domainEvent);
        State = SessionMachine.Evolve(
            State, new(StreamId.Of(SessionMachine.Kind, State.Id.Value ?? ""), 0, default, "", domainEvent));
        return this;
    }
}
