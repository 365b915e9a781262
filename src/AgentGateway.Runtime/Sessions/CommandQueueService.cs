using AgentGateway.Domain;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Shell lines that wait for the shell of a session, which runs them one after another.</summary>
public sealed class CommandQueueService
{
    private const int EndedShown = 50;

    private static readonly Rejection NotAShell = new(
        "not_a_shell",
        "The session's program is no shell that waits for lines, so no command can be typed to it.",
        "Use a session of bash, zsh, fish, ksh or sh without arguments, or session_run without session_id.");

    private readonly SessionRegistry _registry;
    private readonly CommandQueues _queues;
    private readonly ICommandQueueReads _reads;
    private readonly CommandQueueTexts _texts;
    private readonly SessionOptions _options;
    private readonly KnownSecrets _secrets;

    internal CommandQueueService(
        SessionRegistry registry,
        CommandQueues queues,
        ICommandQueueReads reads,
        CommandQueueTexts texts,
        SessionOptions options,
        KnownSecrets secrets)
    {
        (_registry, _queues, _reads) = (registry, queues, reads);
        (_texts, _options, _secrets) = (texts, options, secrets);
    }

    /// <summary>
    /// Answers when the command is durable in the queue. Refused with <c>not_a_shell</c> where the session's program
    /// takes no lines.
    /// </summary>
    public async Task<Outcome<QueuedCommandEnvelope>> EnqueueAsync(
        Caller caller, EnqueueCommand request, CancellationToken cancellationToken)
    {
        if (_registry.Find(request.SessionId).IsRejected(out var refused, out var session)) return refused;
        if (Priority(request.Priority) is not { } priority) return QueueRejections.InvalidPriority;
        if (CommandCondition.Parse(request.When ?? "success") is not { } when) return QueueRejections.InvalidCondition;
        CommandId[] dependsOn = [.. (request.DependsOn ?? []).Select(CommandId.Of)];
        var added = await AddAsync(
            caller, session, request.Command, priority, dependsOn, when, cancellationToken);
        return added.IsRejected(out refused, out var id)
            ? refused
            : await ShowAsync(session.Id, id, cancellationToken);
    }

    /// <summary>Why such a command could never be queued; null: it could.</summary>
    internal Rejection? Refuse(EnqueueCommand request)
    {
        if (_registry.Find(request.SessionId).IsRejected(out var refused, out var session)) return refused;
        if (string.IsNullOrWhiteSpace(request.Command)) return QueueRejections.EmptyCommand;
        if (request.Command.Contains('\0', StringComparison.Ordinal)) return QueueRejections.NulInCommand;
        if (Priority(request.Priority) is null) return QueueRejections.InvalidPriority;
        if (CommandCondition.Parse(request.When ?? "success") is null) return QueueRejections.InvalidCondition;
        return ShellLineReader.Of(session.Spec!.Program, session.Spec.Arguments) is null ? NotAShell : null;
    }

    /// <summary>The commands that wait or run, and the newest of those that have ended.</summary>
    public async Task<Outcome<QueueView>> ListAsync(string session, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var rows = await _reads.CommandsAsync(found.Id, EndedShown, cancellationToken);
        var views = new List<QueuedCommandView>(rows.Count);
        foreach (var row in rows) views.Add(await _texts.ViewAsync(row, cancellationToken));
        return new QueueView(found.Id.Value, views);
    }

    /// <summary>One command, however long ago it ended. Refused with <c>unknown_command</c>.</summary>
    public async Task<Outcome<QueuedCommandEnvelope>> GetAsync(
        string commandId, CancellationToken cancellationToken) =>
        await _reads.CommandAsync(new(commandId), cancellationToken) is { } row
            ? new QueuedCommandEnvelope(row.Session.Value, await _texts.ViewAsync(row, cancellationToken))
            : QueueRejections.UnknownCommand(new(commandId));

    /// <summary>
    /// Takes out of the queue a command that has not begun. Refused with <c>unknown_command</c>,
    /// <c>command_running</c> or <c>command_over</c>.
    /// </summary>
    public async Task<Outcome<QueuedCommandEnvelope>> DequeueAsync(
        Caller caller, string session, string commandId, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found)) return refused;
        var id = new CommandId(commandId);
        if (await _reads.CommandAsync(id, cancellationToken) is not { } row || row.Session != found.Id)
            return QueueRejections.UnknownCommand(id);
        // The machine's state has only the newest of the ended commands, the table has all of them.
        if (row.EndedAt is not null) return QueueRejections.CommandOver(id);
        return await WithdrawAsync(caller, found.Id, id, cancellationToken) is { } kept
            ? kept
            : await ShowAsync(found.Id, id, cancellationToken);
    }

    /// <summary>Adds a command to the queue of a session. The command is durable when this answers its id.</summary>
    internal async Task<Outcome<CommandId>> AddAsync(
        Caller caller,
        TerminalSession session,
        string text,
        CommandPriority priority,
        IReadOnlyList<CommandId> dependsOn,
        CommandCondition when,
        CancellationToken cancellationToken)
    {
        if (ShellLineReader.Of(session.Spec!.Program, session.Spec.Arguments) is null) return NotAShell;
        if (_secrets.Refuse(text) is { } refusal) return refusal;
        var id = new CommandId(_queues.NewStamp().Id("cmd", 0));
        var past = new List<EndedCommand>();
        foreach (var other in dependsOn.Take(CommandQueueMachine.DependenciesMax))
            if (await _reads.CommandAsync(other, cancellationToken) is { EndedAt: not null } row
                && row.Session == session.Id)
                past.Add(new(row.Id, row.State, row.ExitCode));
        var add = new AddCommand(id, text, priority, dependsOn, when, past, _options.QueueMax);
        var outcome = await _queues.SendAsync(session.Id, caller.Principal.Name, add, cancellationToken);
        return outcome.IsRejected(out var refused) ? refused : id;
    }

    /// <summary>Takes a command out of the queue; null when that is durable, otherwise why it stays.</summary>
    internal async Task<Rejection?> WithdrawAsync(
        Caller caller, SessionId session, CommandId id, CancellationToken cancellationToken) =>
        (await _queues.SendAsync(
            session, caller.Principal.Name, new WithdrawCommand(id), cancellationToken)).Rejection;

    /// <summary>Completes when the command has ended.</summary>
    internal Task UntilEndedAsync(CommandId id, CancellationToken cancellationToken) => _queues.Ends.UntilAsync(
        id,
        async () => await _reads.CommandAsync(id, cancellationToken) is { EndedAt: not null },
        cancellationToken);

    /// <summary>The row of a command; null when there is no such command.</summary>
    internal ValueTask<QueuedCommandRow?> FindAsync(CommandId id, CancellationToken cancellationToken) =>
        _reads.CommandAsync(id, cancellationToken);

    /// <summary>The row of a command that was added.</summary>
    internal async Task<QueuedCommandRow> RowAsync(CommandId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken)
            ?? throw new InvalidDataException($"The row of {id} is missing.");

    private async Task<QueuedCommandEnvelope> ShowAsync(
        SessionId session, CommandId id, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, cancellationToken);
        return new(session.Value, await _texts.ViewAsync(row, cancellationToken));
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
