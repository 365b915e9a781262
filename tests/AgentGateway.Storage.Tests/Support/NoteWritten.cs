using AgentGateway.Domain;

namespace AgentGateway.Storage.Tests.Support;

/// <summary>The event of a capability that the daemon does not have.</summary>
internal sealed record NoteWritten(string Text) : DomainEvent;
