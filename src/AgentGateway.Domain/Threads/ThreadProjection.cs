using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>The rows of the read tables that each event of a thread changes.</summary>
internal static class ThreadProjection
{
    public static IReadOnlyList<ReadRow> Project(
        AgentThread before, RecordedEvent recorded, AgentThread after) => recorded.Event switch
    {
        MessagePosted e =>
            [
                RowOf(after),
                new MessageRow(
                    after.Id, e.Message.SaidAt ?? recorded.At, e.Message, IsSearchable(after, e.Message)),
            ],
        MessageEdited e =>
            [
                RowOf(after),
                new MessageRow(after.Id, recorded.At, e.Message, IsSearchable(after, e.Message)) { IsEdited = true },
            ],
        TurnQueued e => [RowOf(after, e.Turn)],
        TurnExtended e => [RowOf(after, e.Turn)],
        TurnStarted e => [RowOf(after, e.Turn)],
        TurnProlonged e => [RowOf(after, e.Turn)],
        ToolAwaited e => RowIfPaused(before, after, e.Turn),
        ToolReleased e => RowIfPaused(before, after, e.Turn),
        ToolSettled e => RowIfPaused(before, after, e.Turn),
        TurnEnded e => [RowOf(before, e.Turn) with
        {
            Status = e.Status,
            Reply = e.Reply,
            Failure = e.Failure,
            Usage = e.Usage,
            EndedAt = recorded.At,
            Deadline = null,
        }],
        ThreadDeleted when !before.Created => [],
        ThreadCreated or ThreadDeleted or ThreadRenamed or ThreadArchived or ThreadUnarchived or ThreadPinned
            or ThreadUnpinned or HandedOff or OwnershipReturned => [RowOf(after)],
        _ => [],
    };

    private static ThreadRow RowOf(AgentThread state) => new()
    {
        Id = state.Id,
        Title = state.Title ?? "",
        Owner = state.Owner,
        Workspace = state.Workspace,
        Hidden = state.Hidden || state.IsDeleted,
        Deleted = state.IsDeleted,
        ImportedFrom = state.Import?.Program,
        Archived = state.Archived,
        Pinned = state.Pinned,
        CreatedBy = state.CreatedBy,
        CreatedAt = state.CreatedAt,
        UpdatedAt = state.UpdatedAt,
        LastSeq = state.LastSeq,
        ForkOf = state.Fork?.Thread,
        ForkSeq = state.Fork?.Seq ?? 0,
        Parent = state.Origin?.Thread,
    };

    private static IReadOnlyList<ReadRow> RowIfPaused(AgentThread before, AgentThread after, TurnId id) =>
        before.Turn(id)?.IsWaiting == after.Turn(id)?.IsWaiting ? [] : [RowOf(after, id)];

    private static TurnRow RowOf(AgentThread state, TurnId id)
    {
        var turn = state.Turn(id)!;
        return new()
        {
            Id = turn.Id,
            Thread = state.Id,
            Agent = turn.Agent,
            Kind = turn.Kind,
            Status = turn.Status,
            Triggers = turn.Triggers,
            Parent = turn.Parent,
            QueuedAt = turn.QueuedAt,
            Deadline = turn.Deadline,
        };
    }

    private static bool IsSearchable(AgentThread state, Message message) =>
        !state.Hidden && message is { Visibility: Visibility.Visible, Role: MessageRole.User or MessageRole.Assistant }
            && message.Text.Length > 0;
}
