using System.Text.Json.Nodes;
using AgentGateway.Mcp.Tools;
using AgentGateway.Mcp.Tools.Schemas;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>A tool that does what a test says.</summary>
internal sealed class FakeTool(string name, Func<ToolRequest, CancellationToken, Task<ToolAnswer>> run) : GatewayTool
{
    public FakeTool(string name, string json)
        : this(name, (_, _) => Task.FromResult(new ToolAnswer(json)))
    {
    }

    public override Tool Definition { get; } = new()
    {
        Name = name,
        InputSchema = OutputSchema.ToElement(new JsonObject { ["type"] = "object" }),
    };

    public override Task<ToolAnswer> StartAsync(ToolRequest request, CancellationToken cancellationToken) => run(request, cancellationToken);
}
