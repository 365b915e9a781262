using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>What a queue may be told.</summary>
public abstract record QueueCommand;

/// <param name="Text">One shell line, of as many lines of text as it likes.</param>
/// <param name="Past">How those ended that it depends on and that the queue itself may have forgotten.</param>
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
