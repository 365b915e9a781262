using System.Collections.Concurrent;
using System.Text.Json;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Gate;

/// <summary>A tool that executes something, as far as the gate can tell, and counts how often it really ran.</summary>
internal sealed class CountedTool
{
    public ConcurrentQueue<string> Runs { get; } = new();

    /// <summary>What a run does before it answers.</summary>
    public Func<CancellationToken, Task> Doing { get; set; } = _ => Task.CompletedTask;

    public AgentTool Tool(string name = "execute", RiskClass risk = RiskClass.R2, bool repeatable = false) => new(
        name,
        "Executes.",
        JsonElement.Parse("""{"type":"object"}"""),
        repeatable,
        async (call, cancellationToken) =>
        {
            Runs.Enqueue(call.Key);
            await Doing(cancellationToken);
            return new($"ran {call.Arguments.GetRawText()}");
        })
    {
        Risk = risk,
        Facts = (arguments, _) => arguments.TryGetProperty("argv", out var words)
            ? new CallFacts { Argv = [.. words.EnumerateArray().Select(word => word.GetString()!)] }
            : CallFacts.None,
    };
}
