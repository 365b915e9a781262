using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tasks;

/// <summary>
/// A decision while it is made. The state follows each event that is added, so that every rule sees what the rules
/// before it decided.
/// </summary>
internal sealed class TaskDraft(AgentTask state, TaskId id, TaskCommand command)
{
    private readonly List<DomainEvent> _events = [];

    public AgentTask State { get; private set; } = state;

    public TaskRules Rules => command.Rules;

    public DateTimeOffset Now => command.Stamp.Now;

    public Outcome<IReadOnlyList<DomainEvent>> Accepted => Outcomes.Accepted(_events);

    public void Add(DomainEvent domainEvent)
    {
        _events.Add(domainEvent);
        // The version is that of the stream; here it only has to differ from event to event.
        State = TaskMachine.Evolve(
            State, new(StreamId.Of(TaskMachine.Kind, id.Value), _events.Count, Now, command.By, domainEvent));
    }

    /// <summary>
    /// The pause before that retry: it doubles with each retry up to the limit, and is varied by up to half either way.
    /// </summary>
    public TimeSpan Pause(int retry)
    {
        var whole = Math.Min(
            Rules.RetryDelayMax.TotalSeconds, Rules.RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(retry - 1, 30)));
        var share = (uint)(command.Stamp.Seed & uint.MaxValue) / (double)uint.MaxValue;
        return TimeSpan.FromSeconds(whole * (0.5 + share));
    }
}
