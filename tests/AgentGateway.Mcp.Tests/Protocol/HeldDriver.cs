using AgentGateway.Domain.Agents;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>Answers with what a test gives it, and not before.</summary>
internal sealed class HeldDriver : IAgentDriver
{
    public const string DriverName = "held";

    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => DriverName;

    public void Answer(string text) => _answer.SetResult(text);

    public DriverStatus Status(AgentDefinition agent) => new(true);

    public async Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken) =>
        new TurnResult.Completed(await _answer.Task.WaitAsync(cancellationToken), null, new(0, 0, 0, 0, 0));
}
