using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Mcp.Tests.Surface;

/// <summary>Answers with what it was told; to a message with the word <c>hold</c> only once it is let go.</summary>
internal sealed class EchoDriver : IAgentDriver
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "offline";

    public DriverStatus Status(AgentDefinition agent) => new(true);

    public void LetGo() => _released.TrySetResult();

    public async Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken)
    {
        if (turn.Kind is not (TurnKind.Answer or TurnKind.Delegation))
            return new TurnResult.Completed("", null, TokenUsage.None);
        var text = string.Join(" + ", turn.Triggers.Select(message => message.Text));
        turn.Stream("echo: ");
        if (text.Contains("hold", StringComparison.Ordinal)) await _released.Task.WaitAsync(cancellationToken);
        turn.Stream(text);
        return new TurnResult.Completed($"echo: {text}", "test/echo", new(InputTokens: 3, OutputTokens: 5));
    }
}
