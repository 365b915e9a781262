namespace AgentGateway.Domain;

/// <summary>Shorthand for what machines decide.</summary>
public static class Outcomes
{
    /// <summary>Accepted, and nothing changes.</summary>
    public static Outcome<IReadOnlyList<DomainEvent>> Nothing { get; } = Of();

    public static Outcome<IReadOnlyList<DomainEvent>> Of(params DomainEvent[] events) => Accepted(events);

    public static Outcome<IReadOnlyList<DomainEvent>> Accepted(IReadOnlyList<DomainEvent> events) => Outcome.Of(events);
}
