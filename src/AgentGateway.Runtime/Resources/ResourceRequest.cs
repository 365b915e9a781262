using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Resources;

/// <summary>One reading of a resource.</summary>
/// <param name="Caller">Who reads, as the daemon established it: the same as for a call of a tool.</param>
/// <param name="Variable">The value of the variable in its address; the empty text for a fixed address.</param>
public sealed record ResourceRequest(Caller Caller, string Variable)
{
    /// <summary>The same reader as tools see it, so that a resource shows what a tool would.</summary>
    public ToolRequest AsCall => new(Caller, []);
}
