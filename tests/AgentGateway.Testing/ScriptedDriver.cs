using System.Collections.Concurrent;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;

namespace AgentGateway.Testing;

/// <summary>A driver that does what a test says, agent by agent; by default it repeats what it was told.</summary>
public sealed class ScriptedDriver : IAgentDriver
{
    public const string DriverName = "scripted";

    private readonly ConcurrentDictionary<string, Func<ITurn, CancellationToken, Task<TurnResult>>> _scripts = new();

    public string Name => DriverName;

    /// <summary>The turns that it was given, in order.</summary>
    public ConcurrentQueue<ITurn> Seen { get; } = new();

    public DriverStatus Status(AgentDefinition agent) => new(true, Model: "script");

    public void Script(string agent, Func<ITurn, CancellationToken, Task<TurnResult>> script) =>
        _scripts[agent] = script;

    public void Answer(string agent, Func<ITurn, string> text) =>
        Script(agent, (turn, _) => Task.FromResult(Completed(text(turn))));

    public Task<TurnResult> RunAsync(ITurn turn, CancellationToken cancellationToken)
    {
        Seen.Enqueue(turn);
        return _scripts.TryGetValue(turn.Agent.Id.Value, out var script)
            ? script(turn, cancellationToken)
            : Task.FromResult(Completed(turn.Kind == TurnKind.Revision ? "" : Repeat(turn)));
    }

    public static TurnResult Completed(string text) => new TurnResult.Completed(text, "script", new(10, 5, 0, 0, 1));

    private static string Repeat(ITurn turn) =>
        $"{turn.Agent.Id} heard: {string.Join(" + ", turn.Triggers.Select(message => message.Text))}";
}
