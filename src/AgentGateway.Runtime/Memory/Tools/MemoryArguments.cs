using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory.Tools;

/// <summary>Arguments that tools of memory share.</summary>
internal static class MemoryArguments
{
    public static readonly ToolArgument<string> Scope = ToolArgument.Text(
        "scope",
        "For whom: global, operator, agent, workspace or thread, of this call; or operator:NAME, agent:ID, "
            + "workspace:/path, thread:ID. When absent the agent's own, or the person's.");

    public static readonly ToolArgument<double> Confidence = ToolArgument.Share(
        "confidence", "How sure it is, from 0 to 1.", standard: 1);

    public static readonly ToolArgument<string> Expires = ToolArgument.Text(
        "expires", "When it stops to count: a time (ISO 8601), or in how long, such as 12h or 30d. Absent: never.");
}
