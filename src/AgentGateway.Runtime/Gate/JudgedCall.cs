using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Gate;

/// <summary>A call with everything that the daemon found out about it, and what policy says.</summary>
/// <param name="Digest">
/// Binds an approval to exactly this: any change of what would run is another digest. Empty where no person is asked.
/// </param>
internal sealed record JudgedCall(ToolUse Use, PolicyRequest Request, PolicyVerdict Verdict, string Digest);
