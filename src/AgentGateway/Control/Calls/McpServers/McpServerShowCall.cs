using System.Text.Json;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls.McpServers;

/// <summary><c>mcp_server_show</c> (name): one server with the words of its changed tools and its log.</summary>
internal sealed class McpServerShowCall(McpServerService servers) : ControlCall
{
    public override string Name => "mcp_server_show";

    public override Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(servers.Show(request.Text("name") ?? "").IsRejected(out var refused, out var view)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(view, ViewJson.Plain.McpServerDetailView)));
}
