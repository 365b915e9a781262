namespace AgentGateway.Domain;

/// <summary>
/// A row of a read table: written in the same transaction as the events it comes from, and rebuilt from them by
/// <c>agw journal verify</c>. A row replaces an earlier one with the same key.
/// </summary>
public abstract record ReadRow;
