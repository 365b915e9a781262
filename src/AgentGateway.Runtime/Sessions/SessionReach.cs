using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Sessions;

/// <summary>What the program of a session may reach.</summary>
/// <param name="Directory">Where it works.</param>
public sealed record SessionReach(SessionId Session, SandboxProfile Profile, string Directory);
