using System.Collections.Concurrent;

namespace AgentGateway.Gateways.Tests.Discord;

/// <summary>What the server does with the next call of a route instead of what it should.</summary>
/// <param name="Status">0: the connection is cut.</param>
/// <param name="IsDone">Whether the call has its effect all the same, and only the answer is lost.</param>
internal sealed record DiscordFaultAnswer(
    int Status, string Body = "", IReadOnlyDictionary<string, string>? Headers = null, bool IsDone = false);

/// <summary>The faults that a test has planned, for each route in order.</summary>
internal sealed class DiscordFaultPlan
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<DiscordFaultAnswer>> _next = [];

    public void Add(string route, DiscordFaultAnswer answer) => _next.GetOrAdd(route, _ => []).Enqueue(answer);

    public DiscordFaultAnswer? Take(string route) =>
        _next.TryGetValue(route, out var planned) && planned.TryDequeue(out var answer) ? answer : null;
}
