using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>A tool that does what a test says, with any arguments.</summary>
internal sealed class FakeTool(string name, Func<ToolRequest, CancellationToken, Task<ToolAnswer>> run)
    : Tool(DeclarationOf(name))
{
    public FakeTool(string name, string json)
        : this(name, (_, _) => Task.FromResult(new ToolAnswer(json)))
    {
    }

    public static SchemaToolDeclaration DeclarationOf(
        string name,
        RiskClass risk = RiskClass.R0,
        ToolAudience audience = ToolAudience.Clients,
        string schema = """{"type":"object"}""") => new()
        {
            Name = name,
            Title = name,
            Description = $"Does {name}.",
            Toolset = "test",
            Audience = audience,
            Conduct = ToolConduct.Adds,
            Risk = risk,
            Arguments = [],
            Schema = JsonElement.Parse(schema),
        };

    public override Outcome<CallArguments> Read(ToolRequest request) => CallArguments.None;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        run(request, cancellationToken);
}
