namespace AgentGateway.Domain.Threads;

/// <summary>What the journal and its checks know of threads.</summary>
public static class ThreadStream
{
    public static StreamKind<ThreadMachine, AgentThread, ThreadCommand> Kind { get; } = new(
        () => ThreadJson.Plain.AgentThread,
        [
            EventKind.Of("thread.created", () => ThreadJson.Plain.ThreadCreated),
            EventKind.Of("thread.renamed", () => ThreadJson.Plain.ThreadRenamed),
            EventKind.Of("thread.archived", () => ThreadJson.Plain.ThreadArchived),
            EventKind.Of("thread.unarchived", () => ThreadJson.Plain.ThreadUnarchived),
            EventKind.Of("thread.pinned", () => ThreadJson.Plain.ThreadPinned),
            EventKind.Of("thread.unpinned", () => ThreadJson.Plain.ThreadUnpinned),
            EventKind.Of("thread.deleted", () => ThreadJson.Plain.ThreadDeleted),
            EventKind.Of("thread.erased", () => ThreadJson.Plain.ThreadErased),
            EventKind.Of("thread.import_advanced", () => ThreadJson.Plain.ThreadImportAdvanced),
            EventKind.Of("thread.compacted", () => ThreadJson.Plain.ThreadCompacted),
            EventKind.Of("thread.handed_off", () => ThreadJson.Plain.HandedOff),
            EventKind.Of("thread.returned", () => ThreadJson.Plain.OwnershipReturned),
            EventKind.Of("message.posted", () => ThreadJson.Plain.MessagePosted),
            EventKind.Of("message.edited", () => ThreadJson.Plain.MessageEdited),
            EventKind.Of("turn.queued", () => ThreadJson.Plain.TurnQueued),
            EventKind.Of("turn.extended", () => ThreadJson.Plain.TurnExtended),
            EventKind.Of("turn.started", () => ThreadJson.Plain.TurnStarted),
            EventKind.Of("turn.prolonged", () => ThreadJson.Plain.TurnProlonged),
            EventKind.Of("turn.ended", () => ThreadJson.Plain.TurnEnded),
            EventKind.Of("tool.started", () => ThreadJson.Plain.ToolStarted),
            EventKind.Of("tool.settled", () => ThreadJson.Plain.ToolSettled),
            EventKind.Of("participant.set", () => ThreadJson.Plain.ParticipantSet),
            EventKind.Of("participant.ended", () => ThreadJson.Plain.ParticipantEnded),
            EventKind.Of("delegation.requested", () => ThreadJson.Plain.DelegationRequested),
            EventKind.Of("delegation.opened", () => ThreadJson.Plain.DelegationOpened),
            EventKind.Of("delegation.settled", () => ThreadJson.Plain.DelegationSettled),
            EventKind.Of("delegation.reported", () => ThreadJson.Plain.DelegationReported),
            EventKind.Of("tool.awaited", () => ThreadJson.Plain.ToolAwaited),
            EventKind.Of("tool.released", () => ThreadJson.Plain.ToolReleased),
            EventKind.Of("ask.withdrawn", () => ThreadJson.Plain.RequestWithdrawn),
        ]);
}
