using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>
/// The command is to be run when the session's shell is free; or, when it runs already, to be followed to its end.
/// </summary>
public sealed record RunQueuedCommand(string Key, CommandId Command) : Effect(Key);
