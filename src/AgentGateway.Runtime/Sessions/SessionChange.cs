namespace AgentGateway.Runtime.Sessions;

/// <summary>That something of a session changed, without what.</summary>
/// <param name="Listed">
/// Whether what the list shows of it changed: it appeared, went, or has another state or status.
/// </param>
/// <param name="Printed">Whether its screen and its output changed.</param>
public sealed record SessionChange(string SessionId, bool Listed, bool Printed);
