using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>A command for the queue of a session.</summary>
public abstract record QueueCommand;

/// <param name="Text">One shell command, which may have several lines.</param>
/// <param name="Past">The ends of dependencies that the queue no longer keeps.</param>
/// <param name="OpenMax">How many may wait and run.</param>
public sealed record AddCommand(
    CommandId Id,
    string Text,
    CommandPriority Priority,
    IReadOnlyList<CommandId> DependsOn,
    CommandCondition When,
    IReadOnlyList<EndedCommand> Past,
    int OpenMax) : QueueCommand;

/// <summary>It will be typed next; nothing was typed yet.</summary>
/// <param name="Offset">Where the session's output stands.</param>
public sealed record BeginCommand(CommandId Id, long Offset) : QueueCommand;

/// <summary>It has ended.</summary>
public sealed record EndCommand(CommandId Id, CommandResult Result) : QueueCommand;

/// <summary>It was begun, and how it ended is unknown.</summary>
public sealed record LoseCommand(CommandId Id, string Reason) : QueueCommand;

/// <summary>It is no longer wanted. Only what has not begun can be taken out.</summary>
public sealed record WithdrawCommand(CommandId Id) : QueueCommand;

/// <summary>The session is gone for good: nothing in its queue will run.</summary>
public sealed record CloseQueue(string Reason) : QueueCommand;
