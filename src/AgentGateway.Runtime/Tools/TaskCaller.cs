using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Tools;

/// <summary>Whoever calls a tool, as services know callers: what an agent creates is authored by it.</summary>
internal static class TaskCaller
{
    public static Caller Of(ToolInvocation call) => new(
        call.Asker.Agent == Principal.Client.Name ? Principal.Client : new Principal(call.Asker.Agent) { Agent = call.Asker.Agent }, call.Workspace);
}
