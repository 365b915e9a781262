using System.Collections.Immutable;
using System.Diagnostics;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>How each event changes the state of a queue. Events are facts, so nothing is checked here.</summary>
internal static class CommandQueueEvolution
{
    /// <summary>
    /// How many ended commands the state keeps. Older ones are looked up before a command is enqueued; these cover the
    /// time between that look-up and the decision.
    /// </summary>
    private const int EndedKept = 50;

    public static CommandQueue Evolve(CommandQueue state, RecordedEvent recorded) => recorded.Event switch
    {
        CommandEnqueued e => state with
        {
            Session = new(recorded.Stream.Id),
            Open = state.Open.Add(new(e.Id, recorded.Version, e.Priority, e.When, Numbers(state, e.DependsOn))),
        },
        CommandStarted e => state.Find(e.Id) is { } open
            ? state with { Open = state.Open.Replace(open, open with { StartedAt = recorded.At, Offset = e.Offset }) }
            : state,
        CommandEnded e => Without(state, EndedCommand.Of(e.Id, e.Result)),
        CommandSkipped e => Without(state, new(e.Id, CommandState.Skipped, null)),
        CommandCancelled e => Without(state, new(e.Id, CommandState.Cancelled, null)),
        CommandLost e => Without(state, new(e.Id, CommandState.Unknown, null)),
        _ => throw new UnreachableException(),
    };

    private static ImmutableArray<long> Numbers(CommandQueue state, IReadOnlyList<CommandId> ids) =>
        [.. state.Open.Where(open => ids.Contains(open.Id)).Select(open => open.Number)];

    private static CommandQueue Without(CommandQueue state, EndedCommand ended)
    {
        if (state.Find(ended.Id) is not { } gone) return state;
        var kept = state.Ended.Length < EndedKept ? state.Ended : state.Ended.RemoveAt(0);
        return state with
        {
            Open = [.. state.Open.Remove(gone).Select(open =>
                open.Awaits.Contains(gone.Number) ? open with { Awaits = open.Awaits.Remove(gone.Number) } : open)],
            Ended = kept.Add(ended),
        };
    }
}
