using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>Run the command when the session's shell is free; where it runs already, follow it to its end.</summary>
public sealed record RunQueuedCommand(string Key, CommandId Command) : Effect(Key);
