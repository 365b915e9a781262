namespace AgentGateway.Domain.Clients;

/// <summary>The client behind a message, as it is stored and shown.</summary>
/// <param name="Name">As <see cref="ClientName"/> spells it: a claim of the client.</param>
/// <param name="Directory">The directory that it works in; null for none.</param>
public sealed record ClientIdentity(string Name, string? Directory = null);
