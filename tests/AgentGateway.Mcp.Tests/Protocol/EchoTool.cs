using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Mcp.Tests.Surface;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>A tool of the gateway that needs nothing behind it.</summary>
internal sealed class EchoTool() : Tool(FakeTool.DeclarationOf(
    "echo", schema: """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}"""))
{
    public override Outcome<CallArguments> Read(ToolRequest request) => CallArguments.None;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        var text = request.Arguments.First(argument => argument.Key == "text").Value.GetString();
        return Task.FromResult(
            new ToolAnswer(JsonSerializer.Serialize(new { text, principal = request.Caller.Principal.Name })));
    }
}
