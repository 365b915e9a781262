using System.Diagnostics;
using System.Text;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>
/// The rules of a session's command queue. One command runs at a time, and only after the commands that it depends on
/// have ended as its condition requires. A command whose condition can no longer be met is skipped, and then the
/// commands that depend on it are checked. A command can depend only on earlier ones, so there are no circles.
/// </summary>
public sealed class CommandQueueMachine : IMachine<CommandQueue, QueueCommand>
{
    public const int TextBytesMax = 16 * 1024;
    public const int DependenciesMax = 16;

    /// <summary>The most open commands that any setting may allow, so that the state stays small.</summary>
    public const int OpenMax = 200;

    public static string Kind => "queue";

    public static int SnapshotVersion => 1;

    public static CommandQueue Initial => CommandQueue.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(CommandQueue state, QueueCommand command) => command switch
    {
        AddCommand c => Add(state, c),
        BeginCommand c => Begin(state, c),
        EndCommand c => IsRunning(state, c.Id)
            ? Closing(state, new CommandEnded(c.Id, c.Result), EndedCommand.Of(c.Id, c.Result))
            : Outcomes.Nothing,
        LoseCommand c => IsRunning(state, c.Id)
            ? Closing(state, new CommandLost(c.Id, c.Reason), new(c.Id, CommandState.Unknown, null))
            : Outcomes.Nothing,
        WithdrawCommand c => Withdraw(state, c.Id),
        CloseQueue c => Outcomes.Accepted(
            [.. state.Open.Select(
                open => open.StartedAt is null
                    ? (DomainEvent)new CommandCancelled(open.Id, c.Reason)
                    : new CommandLost(open.Id, c.Reason))]),
        _ => throw new UnreachableException(),
    };

    public static CommandQueue Evolve(CommandQueue state, RecordedEvent recorded) =>
        CommandQueueEvolution.Evolve(state, recorded);

    public static IReadOnlyList<ReadRow> Project(CommandQueue before, RecordedEvent recorded, CommandQueue after) =>
        CommandQueueProjection.Project(before, recorded, after);

    /// <summary>
    /// The command that runs, also after a crash; else the next one. Its effect has the key of the event that enqueued
    /// it.
    /// </summary>
    public static IReadOnlyList<Effect> Owed(CommandQueue state) =>
        (state.Running ?? state.Next) is { } due
            ? [new RunQueuedCommand($"{Kind}/{state.Session}@{due.Number}#0", due.Id)]
            : [];

    private static Outcome<IReadOnlyList<DomainEvent>> Add(CommandQueue state, AddCommand command)
    {
        if (state.Find(command.Id) is not null || Ended(state, command.Id) is not null) return Outcomes.Nothing;
        if (Refused(state, command) is { } refused) return refused;
        EndedCommand? unmet = null;
        foreach (var id in command.DependsOn)
        {
            if (state.Find(id) is not null) continue;
            if ((Ended(state, id) ?? command.Past.FirstOrDefault(past => past.Id == id)) is not { } ended)
                return QueueRejections.UnknownCommand(id);
            if (!command.When.IsMetBy(ended)) unmet ??= ended;
        }

        var enqueued = new CommandEnqueued(
            command.Id, command.Text, command.Priority, [.. command.DependsOn.Distinct()], command.When);
        return unmet is null ? Outcomes.Of(enqueued) : Outcomes.Of(enqueued, new CommandSkipped(command.Id, unmet.Id));
    }

    private static Rejection? Refused(CommandQueue state, AddCommand command)
    {
        if (string.IsNullOrWhiteSpace(command.Text)) return QueueRejections.EmptyCommand;
        if (command.Text.Contains('\0', StringComparison.Ordinal)) return QueueRejections.NulInCommand;
        if (Encoding.UTF8.GetByteCount(command.Text) is > TextBytesMax and var bytes)
            return QueueRejections.CommandTooLong(bytes, TextBytesMax);
        if (state.Open.Length >= Math.Min(command.OpenMax, OpenMax))
            return QueueRejections.QueueFull(Math.Min(command.OpenMax, OpenMax));
        if (command.DependsOn.Count > DependenciesMax) return QueueRejections.TooManyDependencies(DependenciesMax);
        return command is { DependsOn.Count: 0, When.Kind: ConditionKind.Failure or ConditionKind.Exit }
            ? QueueRejections.ConditionOfNothing(command.When)
            : null;
    }

    private static Outcome<IReadOnlyList<DomainEvent>> Begin(CommandQueue state, BeginCommand command)
    {
        if (state.Find(command.Id) is null) return Missing(state, command.Id);
        return state.Next?.Id == command.Id
            ? Outcomes.Of(new CommandStarted(command.Id, command.Offset))
            : IsRunning(state, command.Id)
                ? QueueRejections.CommandRunning(command.Id)
                : QueueRejections.NotNext(command.Id);
    }

    private static Outcome<IReadOnlyList<DomainEvent>> Withdraw(CommandQueue state, CommandId id)
    {
        if (state.Find(id) is not { } open) return Missing(state, id);
        return open.StartedAt is null
            ? Closing(state, new CommandCancelled(id, null), new(id, CommandState.Cancelled, null))
            : QueueRejections.CommandRunning(id);
    }

    /// <summary>The event, and one for every command that is skipped because of it.</summary>
    private static Outcome<IReadOnlyList<DomainEvent>> Closing(
        CommandQueue state, DomainEvent closing, EndedCommand ended)
    {
        var events = new List<DomainEvent> { closing };
        var open = state.Open.ToDictionary(command => command.Number);
        var judging = new Queue<EndedCommand>([ended]);
        while (judging.TryDequeue(out var cause))
        {
            var number = state.Find(cause.Id)!.Number;
            open.Remove(number);
            foreach (var waiting in state.Open)
            {
                if (!open.ContainsKey(waiting.Number)
                    || !waiting.Awaits.Contains(number)
                    || waiting.When.IsMetBy(cause))
                    continue;
                open.Remove(waiting.Number);
                events.Add(new CommandSkipped(waiting.Id, cause.Id));
                judging.Enqueue(new(waiting.Id, CommandState.Skipped, null));
            }
        }

        return Outcomes.Accepted(events);
    }

    private static Rejection Missing(CommandQueue state, CommandId id) =>
        Ended(state, id) is null ? QueueRejections.UnknownCommand(id) : QueueRejections.CommandOver(id);

    private static bool IsRunning(CommandQueue state, CommandId id) => state.Running?.Id == id;

    private static EndedCommand? Ended(CommandQueue state, CommandId id) =>
        state.Ended.FirstOrDefault(ended => ended.Id == id);
}
