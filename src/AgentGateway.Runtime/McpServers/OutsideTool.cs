using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.McpServers;

/// <summary>
/// A tool of an outside server as agents have it. The server's own hints that a tool is harmless are ignored.
/// </summary>
internal sealed class OutsideTool(string server, OfferedTool tool, McpServerCalls calls)
    : Tool(DeclarationOf(server, tool))
{
    private const int DescriptionCharactersMax = 4_000;

    /// <summary>The server checks what it is given.</summary>
    public override Outcome<CallArguments> Read(ToolRequest request) => CallArguments.None;

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        calls.CallAsync(tool.Definition.Name, request.Arguments, cancellationToken);

    private static SchemaToolDeclaration DeclarationOf(string server, OfferedTool tool) => new()
    {
        Name = tool.Name,
        Title = tool.Definition.Title ?? tool.Definition.Name,
        Description = $"[{server}] {Cut(tool.Definition.Description ?? tool.Definition.Title ?? tool.Definition.Name)}",
        Toolset = server,
        Audience = ToolAudience.Agents,
        Conduct = ToolConduct.OpenWorld | ToolConduct.Destructive,
        Risk = RiskClass.R2,
        Arguments = [],
        Schema = tool.Definition.InputSchema,
    };

    private static string Cut(string text) =>
        text.Length <= DescriptionCharactersMax ? text : $"{ShortText.Cut(text, DescriptionCharactersMax)} [cut]";
}
