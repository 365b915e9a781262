using System.Text.Json;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls.McpServers;

/// <summary><c>mcp_server_restart</c> (name): ends a server and starts it again at once.</summary>
internal sealed class McpServerRestartCall(McpServerService servers) : ControlCall
{
    public override string Name => "mcp_server_restart";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(
            servers.Restart(request.Caller, request.Text("name") ?? "").IsRejected(out var refused, out var view)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(view, ViewJson.Plain.McpServerDetailView)));
}
