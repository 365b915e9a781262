using System.Diagnostics;
using System.Text;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>
/// The rules of a session's command queue. One command runs at a time, and none before those that it depends on have
/// ended as its condition wants; one whose condition cannot come true any more is skipped, and those that depend on it
/// are judged in turn. A command can only depend on earlier ones, so there are no circles.
/// </summary>
public sealed partial class CommandQueueMachine : IMachine<CommandQueue, QueueCommand>
{
    public const int TextBytesMax = 16 * 1024;
    public const int DependenciesMax = 16;

    /// <summary>The most that may ever be open: their control data fit into the state.</summary>
    public const int OpenMax = 200;

    /// <summary>
    /// How many ended ones the state remembers. Older ones are looked up before a command is enqueued; these bridge the
    /// moment between that and the decision.
    /// </summary>
    private const int EndedKept = 50;

    public static string Kind => "queue";

    public static int SnapshotVersion => 1;

    public static CommandQueue Initial => CommandQueue.Initial;

    public static Outcome<IReadOnlyList<DomainEvent>> Decide(CommandQueue state, QueueCommand command) => command switch
    {
        AddCommand c => Add(state, c),
        BeginCommand c => Begin(state, c),
        EndCommand c => IsRunning(state, c.Id)
            ? Closing(state, new CommandEnded(c.Id, c.Result), EndOf(c.Id, c.Result))
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

    /// <summary>
    /// The command that runs, also after a crash; else the next one. An obligation keeps the key of the event that
    /// enqueued it.
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

    /// <summary>The event, and one for every command that will never run because of it.</summary>
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

    private static EndedCommand EndOf(CommandId id, CommandResult result) =>
        new(id, result.ExitCode == 0 ? CommandState.Succeeded : CommandState.Failed, result.ExitCode);
}
