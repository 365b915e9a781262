using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>A command waits for its turn. Its number in the queue is the version of this event.</summary>
public sealed record CommandEnqueued(
    CommandId Id, string Text, CommandPriority Priority, IReadOnlyList<CommandId> DependsOn, CommandCondition When)
        : DomainEvent;

/// <summary>
/// The command is about to be typed. Found without an end after a crash, it is unknown whether it ran.
/// </summary>
/// <param name="Offset">Where the session's output stood.</param>
public sealed record CommandStarted(CommandId Id, long Offset) : DomainEvent;

/// <summary>The command has ended.</summary>
public sealed record CommandEnded(CommandId Id, CommandResult Result) : DomainEvent;

/// <summary>The command is not run, because of how one that it depends on ended.</summary>
public sealed record CommandSkipped(CommandId Id, CommandId Because) : DomainEvent;

/// <summary>The command was taken out of the queue before it began.</summary>
/// <param name="Reason">A stable word; null when a caller cancelled it.</param>
public sealed record CommandCancelled(CommandId Id, string? Reason) : DomainEvent;

/// <summary>The command was begun, and how it ended is not known.</summary>
public sealed record CommandLost(CommandId Id, string Reason) : DomainEvent;
