namespace AgentGateway.Domain.CommandQueues;

/// <summary>What the journal and its checks know of command queues.</summary>
public static class CommandQueueStream
{
    public static StreamKind<CommandQueueMachine, CommandQueue, QueueCommand> Kind { get; } = new(
        CommandQueueJson.Plain.CommandQueue,
        [
            new("command.enqueued", CommandQueueJson.Plain.CommandEnqueued),
            new("command.started", CommandQueueJson.Plain.CommandStarted),
            new("command.ended", CommandQueueJson.Plain.CommandEnded),
            new("command.skipped", CommandQueueJson.Plain.CommandSkipped),
            new("command.cancelled", CommandQueueJson.Plain.CommandCancelled),
            new("command.unknown", CommandQueueJson.Plain.CommandLost),
        ]);
}
