using AgentGateway.Mcp.Elicitation;
using AgentGateway.Mcp.Protocol;
using AgentGateway.Mcp.Tools;
using AgentGateway.Runtime.Principals;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tasks;

/// <summary>The client that a task is shown to.</summary>
/// <param name="CanElicit">Whether it declares that it can show a form to a person.</param>
/// <param name="Form">The form in which it is sent the answers of tools.</param>
internal sealed record TaskClient(Caller Caller, bool CanElicit, ResultForm Form)
{
    public static TaskClient Of(JsonRpcRequest request)
    {
        var caller = CallerIdentity.Of(request.Context?.User);
        return new(
            caller,
            ElicitingCall.CanElicit(request.Context?.ClientCapabilities),
            ResultForm.Of(request.Context?.ClientInfo));
    }
}
