using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Gate;

/// <summary>A tool that is read and judged as another one, and does nothing when it is let run.</summary>
internal sealed class PassedTool(Tool other) : Tool(other.Declared)
{
    public override Outcome<CallArguments> Read(ToolRequest request) => other.Read(request);

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        other.Touches(request, arguments);

    public override ValueTask<CallFacts> TouchesAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        other.TouchesAsync(request, arguments, cancellationToken);

    public override ValueTask<Rejection?> RefuseAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        other.RefuseAsync(request, arguments, cancellationToken);

    public override Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(new ToolAnswer("{}"));
}
