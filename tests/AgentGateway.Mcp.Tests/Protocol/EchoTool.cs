using System.Text.Json;
using AgentGateway.Mcp.Tools;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>A tool of the gateway that needs nothing behind it.</summary>
internal sealed class EchoTool : GatewayTool
{
    public override Tool Definition { get; } = new()
    {
        Name = "echo",
        Description = "Says it back.",
        InputSchema = JsonElement.Parse("""{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}"""),
        OutputSchema = JsonElement.Parse("""{"type":"object","properties":{"text":{"type":"string"},"principal":{"type":"string"}}}"""),
    };

    public override Task<ToolAnswer> StartAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        var text = request.Arguments.First(argument => argument.Key == "text").Value.GetString();
        return Task.FromResult(new ToolAnswer(JsonSerializer.Serialize(new { text, principal = request.Caller.Principal.Name })));
    }
}
