namespace AgentGateway.Domain.Threads;

/// <summary>What the journal and its checks know of threads.</summary>
public static class ThreadStream
{
    public static StreamKind<ThreadMachine, AgentThread, ThreadCommand> Kind { get; } = new(
        ThreadJson.Plain.AgentThread,
        [
            new("thread.created", ThreadJson.Plain.ThreadCreated),
            new("thread.renamed", ThreadJson.Plain.ThreadRenamed),
            new("thread.archived", ThreadJson.Plain.ThreadArchived),
            new("thread.unarchived", ThreadJson.Plain.ThreadUnarchived),
            new("thread.pinned", ThreadJson.Plain.ThreadPinned),
            new("thread.unpinned", ThreadJson.Plain.ThreadUnpinned),
            new("thread.compacted", ThreadJson.Plain.ThreadCompacted),
            new("thread.handed_off", ThreadJson.Plain.HandedOff),
            new("thread.returned", ThreadJson.Plain.OwnershipReturned),
            new("message.posted", ThreadJson.Plain.MessagePosted),
            new("turn.queued", ThreadJson.Plain.TurnQueued),
            new("turn.extended", ThreadJson.Plain.TurnExtended),
            new("turn.started", ThreadJson.Plain.TurnStarted),
            new("turn.prolonged", ThreadJson.Plain.TurnProlonged),
            new("turn.ended", ThreadJson.Plain.TurnEnded),
            new("tool.started", ThreadJson.Plain.ToolStarted),
            new("tool.settled", ThreadJson.Plain.ToolSettled),
            new("participant.set", ThreadJson.Plain.ParticipantSet),
            new("participant.ended", ThreadJson.Plain.ParticipantEnded),
            new("delegation.requested", ThreadJson.Plain.DelegationRequested),
            new("delegation.opened", ThreadJson.Plain.DelegationOpened),
            new("delegation.settled", ThreadJson.Plain.DelegationSettled),
            new("delegation.reported", ThreadJson.Plain.DelegationReported),
            new("tool.awaited", ThreadJson.Plain.ToolAwaited),
            new("tool.released", ThreadJson.Plain.ToolReleased),
            new("ask.withdrawn", ThreadJson.Plain.RequestWithdrawn),
        ]);
}
