using System.Text.Json;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls.McpServers;

/// <summary>
/// <c>mcp_server_accept</c> (name, changes?): accepts changed tools. No tool does this: a model has no say in what may
/// be put before it.
/// </summary>
internal sealed class McpServerAcceptCall(McpServerService servers) : ControlCall
{
    public override string Name => "mcp_server_accept";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var accepted = await servers.AcceptAsync(
            request.Caller, request.Text("name") ?? "", request.Text("changes"), cancellationToken);
        return accepted.IsRejected(out var refused, out var view)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(view, ViewJson.Plain.McpServerDetailView));
    }
}
