using AgentGateway.Domain.Policy;

namespace AgentGateway.Runtime.Gate;

/// <summary>A call with everything that the daemon found out about it, and what policy says.</summary>
internal sealed record JudgedCall(ToolUse Use, PolicyRequest Request, PolicyVerdict Verdict, CallBinding Binding)
{
    public string Digest => Binding.Digest;
}
