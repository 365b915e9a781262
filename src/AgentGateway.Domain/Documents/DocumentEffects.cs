namespace AgentGateway.Domain.Documents;

/// <summary>Erase what the document said.</summary>
public sealed record EraseDocument(string Key) : Effect(Key);
