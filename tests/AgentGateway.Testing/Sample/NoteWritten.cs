using AgentGateway.Domain;

namespace AgentGateway.Testing.Sample;

/// <summary>The event of a capability that the daemon does not have.</summary>
public sealed record NoteWritten(string Text) : DomainEvent;
