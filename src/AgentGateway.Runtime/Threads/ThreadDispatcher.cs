using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Roster;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// All commands for threads go through here, from services, turns and effects: it adds the stamp and the rules of the
/// moment, and sends to the thread's mailbox.
/// </summary>
public sealed class ThreadDispatcher(
    MachineHost<ThreadMachine, AgentThread, ThreadCommand> host,
    AgentCatalogue catalogue,
    ThreadOptions threads,
    ParticipantOptions participants,
    IIdSource ids)
{
    // The rules are made once for each roster; a change of the settings publishes a new roster, too.
    private volatile ThreadRules? _rules;

    public ThreadRules Rules
    {
        get
        {
            var roster = catalogue.Roster;
            var rules = _rules;
            return rules is not null && ReferenceEquals(rules.Roster, roster)
                ? rules
                : _rules = threads.Rules(roster, participants);
        }
    }

    /// <summary>Sends the command; answers when it is durable.</summary>
    /// <param name="by">The sender: a principal's name, an agent's id, or <c>daemon</c>.</param>
    /// <param name="urgent">An outcome or a cancellation, which goes ahead of other commands.</param>
    public Task<Outcome<Receipt<AgentThread>>> SendAsync(
        ThreadId thread, string by, ThreadCommand command, bool urgent, CancellationToken cancellationToken) =>
        SendAsync(thread, by, command, urgent, ids.Next(), null, cancellationToken);

    /// <summary>The same with the stamp that the ids of the command were made from, and an idempotency key.</summary>
    public Task<Outcome<Receipt<AgentThread>>> SendAsync(
        ThreadId thread,
        string by,
        ThreadCommand command,
        bool urgent,
        Stamp stamp,
        IdempotencyRequest<AgentThread>? idempotency,
        CancellationToken cancellationToken) =>
        host.SendAsync(
            StreamOf(thread), command with
            {
                Stamp = stamp,
                Rules = Rules,
                By = by,
            }, new(by, stamp.Now, urgent), idempotency, cancellationToken);

    /// <summary>The thread as it is durable now; null where there is none, or it was deleted.</summary>
    public async ValueTask<AgentThread?> LoadAsync(ThreadId thread, CancellationToken cancellationToken) =>
        await LoadStoredAsync(thread, cancellationToken) is { IsDeleted: false } there ? there : null;

    /// <summary>What is stored under that id: a thread, what is left of a deleted one, or null.</summary>
    internal ValueTask<AgentThread?> LoadStoredAsync(ThreadId thread, CancellationToken cancellationToken) =>
        host.LoadAsync(StreamOf(thread), cancellationToken);

    public Stamp NewStamp() => ids.Next();

    private static StreamId StreamOf(ThreadId thread) => StreamId.Of(ThreadMachine.Kind, thread.Value);
}
