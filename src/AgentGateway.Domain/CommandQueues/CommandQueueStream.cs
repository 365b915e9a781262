namespace AgentGateway.Domain.CommandQueues;

/// <summary>What the journal and its checks know of command queues.</summary>
public static class CommandQueueStream
{
    public static StreamKind<CommandQueueMachine, CommandQueue, QueueCommand> Kind { get; } = new(
        () => CommandQueueJson.Plain.CommandQueue,
        [
            EventKind.Of("command.enqueued", () => CommandQueueJson.Plain.CommandEnqueued),
            EventKind.Of("command.started", () => CommandQueueJson.Plain.CommandStarted),
            EventKind.Of("command.ended", () => CommandQueueJson.Plain.CommandEnded),
            EventKind.Of("command.skipped", () => CommandQueueJson.Plain.CommandSkipped),
            EventKind.Of("command.cancelled", () => CommandQueueJson.Plain.CommandCancelled),
            EventKind.Of("command.unknown", () => CommandQueueJson.Plain.CommandLost),
        ]);
}
