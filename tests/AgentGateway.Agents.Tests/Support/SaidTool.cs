using AgentGateway.Runtime.Tools;

namespace AgentGateway.Agents.Tests.Support;

/// <summary>A tool that answers what a test says, in place of the real one of that name.</summary>
internal sealed class SaidTool(ToolDeclaration declaration, Func<ToolRequest, string> answer) : Tool(declaration)
{
    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(ToolAnswer.OfText(answer(request)));
}
