using System.Diagnostics;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>The rows of the read table that each event of a queue changes.</summary>
internal static class CommandQueueProjection
{
    public static IReadOnlyList<ReadRow> Project(
        CommandQueue before, RecordedEvent recorded, CommandQueue after) => recorded.Event switch
    {
        CommandEnqueued e => [RowOf(after, e.Id)],
        CommandStarted e => [RowOf(after, e.Id)],
        CommandEnded e => [RowOf(before, e.Id) with
        {
            State = EndedCommand.Of(e.Id, e.Result).State,
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
}
