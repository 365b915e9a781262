namespace AgentGateway.Domain;

/// <summary>
/// Something that happened to one aggregate, as it is stored. Never changed once written; new kinds are added.
/// </summary>
public abstract record DomainEvent;
