namespace AgentGateway.Runtime.Sessions;

/// <summary>What the session service needs for commands.</summary>
internal sealed record CommandQueueParts(CommandQueues Queues, ICommandQueueReads Reads, CommandQueueTexts Texts);
