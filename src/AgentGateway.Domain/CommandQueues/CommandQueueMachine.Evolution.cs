using System.Collections.Immutable;
using System.Diagnostics;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>How each event changes a queue and its rows.</summary>
public sealed partial class CommandQueueMachine
{
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
        CommandEnded e => Without(state, EndOf(e.Id, e.Result)),
        CommandSkipped e => Without(state, new(e.Id, CommandState.Skipped, null)),
        CommandCancelled e => Without(state, new(e.Id, CommandState.Cancelled, null)),
        CommandLost e => Without(state, new(e.Id, CommandState.Unknown, null)),
        _ => throw new UnreachableException(),
    };

    public static IReadOnlyList<ReadRow> Project(
        CommandQueue before, RecordedEvent recorded, CommandQueue after) => recorded.Event switch
    {
        CommandEnqueued e => [RowOf(after, e.Id)],
        CommandStarted e => [RowOf(after, e.Id)],
        CommandEnded e => [RowOf(before, e.Id) with
        {
            State = EndOf(e.Id, e.Result).State,
            ExitCode = e.Result.ExitCode,
            Reason = e.Result.Reason,
            FromOffset = e.Result.FromOffset,
            ToOffset = e.Result.ToOffset,
            DurationMs = e.Result.DurationMs,
            EndedAt = recorded.At,
        }],
        CommandSkipped e =>
        [
            RowOf(before, e.Id) with { State = CommandState.Skipped, Reason = e.Because.Value, EndedAt = recorded.At },
        ],
        CommandCancelled e =>
            [RowOf(before, e.Id) with { State = CommandState.Cancelled, Reason = e.Reason, EndedAt = recorded.At }],
        CommandLost e =>
            [RowOf(before, e.Id) with { State = CommandState.Unknown, Reason = e.Reason, EndedAt = recorded.At }],
        _ => throw new UnreachableException(),
    };

    private static QueuedCommandRow RowOf(CommandQueue state, CommandId id)
    {
        var open = state.Find(id)!;
        return open.StartedAt is null
            ? new(open.Id, state.Session, open.Number, CommandState.Waiting)
            : new(open.Id, state.Session, open.Number, CommandState.Running)
            {
                FromOffset = open.Offset,
                StartedAt = open.StartedAt,
            };
    }

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
