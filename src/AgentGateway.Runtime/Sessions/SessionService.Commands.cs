using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Commands that wait for a session's shell.</summary>
public sealed partial class SessionService
{
    private const int EndedShown = 50;

    private static readonly Rejection NotAShell = new(
        "not_a_shell",
        "The session's program is no shell that waits for lines, so no command can be typed to it.",
        "Use a session of bash, zsh, fish, ksh or sh without arguments, or session_run without session_id.");

    /// <summary>
    /// Answers when the command waits for its turn, durably. Refused with <c>not_a_shell</c> where nobody could ever
    /// run it.
    /// </summary>
    public async Task<Outcome<QueuedCommandEnvelope>> EnqueueAsync(
        Caller caller, EnqueueCommand request, CancellationToken cancellationToken)
    {
        if (Registry.Find(request.SessionId).IsRejected(out var refused, out var session)) return refused;
        if (Priority(request.Priority) is not { } priority) return QueueRejections.InvalidPriority;
        if (CommandCondition.Parse(request.When ?? "success") is not { } when) return QueueRejections.InvalidCondition;
        var id = NewCommand();
        var outcome = await AddAsync(
            caller,
            session,
            id,
            request.Command,
            priority,
            [.. (request.DependsOn ?? []).Select(CommandId.Of)],
            when,
            cancellationToken);
        return outcome.IsRejected(out refused) ? refused : await ShowAsync(session.Id, id, cancellationToken);
    }

    /// <summary>All that wait and run, and the newest that have ended.</summary>
    public async Task<Outcome<QueueView>> QueueAsync(string session, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var rows = await Commands.Reads.CommandsAsync(found.Id, EndedShown, cancellationToken);
        var views = new List<QueuedCommandView>(rows.Count);
        foreach (var row in rows) views.Add(await Commands.Texts.ViewAsync(row, cancellationToken));
        return new QueueView(found.Id.Value, views);
    }

    /// <summary>One command, for as long as the journal lasts. Refused with <c>unknown_command</c>.</summary>
    public async Task<Outcome<QueuedCommandEnvelope>> CommandAsync(
        string commandId, CancellationToken cancellationToken) =>
        await Commands.Reads.CommandAsync(new(commandId), cancellationToken) is { } row
            ? new QueuedCommandEnvelope(row.Session.Value, await Commands.Texts.ViewAsync(row, cancellationToken))
            : QueueRejections.UnknownCommand(new(commandId));

    /// <summary>
    /// Takes a command out of the queue that has not begun. Refused with <c>unknown_command</c>, <c>command_running</c>
    /// or <c>command_over</c>.
    /// </summary>
    public async Task<Outcome<QueuedCommandEnvelope>> DequeueAsync(
        Caller caller, string session, string commandId, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var id = new CommandId(commandId);
        if (await Commands.Reads.CommandAsync(id, cancellationToken) is not { } row || row.Session != found.Id)
            return QueueRejections.UnknownCommand(id);
        // The queue itself remembers the newest only.
        if (row.EndedAt is not null) return QueueRejections.CommandOver(id);
        var outcome = await Commands.Queues.SendAsync(
            found.Id, caller.Principal.Name, new WithdrawCommand(id), cancellationToken);
        return outcome.IsRejected(out refused) ? refused : await ShowAsync(found.Id, id, cancellationToken);
    }

    private CommandQueueParts Commands => _parts.Commands;

    private CommandId NewCommand() => new(Commands.Queues.NewStamp().Id("cmd", 0));

    private async Task<Outcome<QueuedCommandRow>> AddAsync(
        Caller caller, TerminalSession session, CommandId id, string text, CommandPriority priority,
            IReadOnlyList<CommandId> dependsOn, CommandCondition when, CancellationToken cancellationToken)
    {
        if (ShellLineReader.Of(session.Spec!.Program, session.Spec.Arguments) is null) return NotAShell;
        var past = new List<EndedCommand>();
        foreach (var other in dependsOn.Take(CommandQueueMachine.DependenciesMax))
            if (await Commands.Reads.CommandAsync(other, cancellationToken) is { EndedAt: not null } row
                && row.Session == session.Id)
                past.Add(new(row.Id, row.State, row.ExitCode));
        var add = new AddCommand(id, text, priority, dependsOn, when, past, _parts.Options.QueueMax);
        var outcome = await Commands.Queues.SendAsync(session.Id, caller.Principal.Name, add, cancellationToken);
        return outcome.IsRejected(out var refused)
            ? refused
            : (await Commands.Reads.CommandAsync(id, cancellationToken))!;
    }

    private async Task<QueuedCommandEnvelope> ShowAsync(
        SessionId session, CommandId id, CancellationToken cancellationToken)
    {
        var row = await Commands.Reads.CommandAsync(id, cancellationToken)
            ?? throw new InvalidDataException($"The row of {id} is missing.");
        return new(session.Value, await Commands.Texts.ViewAsync(row, cancellationToken));
    }

    private static CommandPriority? Priority(string? word) => word switch
    {
        null or "normal" => CommandPriority.Normal,
        "low" => CommandPriority.Low,
        "high" => CommandPriority.High,
        "urgent" => CommandPriority.Urgent,
        _ => null,
    };
}
