using AgentGateway.Domain.Sessions;

namespace AgentGateway.Runtime.Sessions;

/// <summary>A request to create a session, checked: what is written down, and what is kept encrypted.</summary>
internal sealed record RequestedSession(OpenSession Open, ConfidentialInput Input);
