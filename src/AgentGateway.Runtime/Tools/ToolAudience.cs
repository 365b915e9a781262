namespace AgentGateway.Runtime.Tools;

/// <summary>Who is offered a tool. Whether a call of it may run is the gate's to decide.</summary>
[Flags]
public enum ToolAudience
{
    /// <summary>The person at the command line: the tool has a verb.</summary>
    Operator = 1,

    /// <summary>Programs that call by themselves: MCP connections, and later HTTP and chat.</summary>
    Clients = 2,

    /// <summary>Agents, within their turns, and tasks that call a tool.</summary>
    Agents = 4,

    Everyone = Operator | Clients | Agents,
}
