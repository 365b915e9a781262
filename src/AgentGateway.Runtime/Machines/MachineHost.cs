using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Machines;

/// <summary>
/// Runs all aggregates of one kind: a mailbox for each stream in use, which decides, appends, evolves, answers, and then
/// performs what is owed. A command is answered when its events are durable.
/// </summary>
public sealed class MachineHost<TMachine, TState, TCommand> : IAsyncDisposable
    where TMachine : IMachine<TState, TCommand>
    where TState : class
{
    private readonly ConcurrentDictionary<StreamId, Mailbox<TMachine, TState, TCommand>> _mailboxes = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _evicting = new();
    private int _active;
    private int _evictAbove;

    public MachineHost(MachineWiring<TState> wiring, IJournal journal, TimeProvider time, ILogger log)
    {
        Wiring = wiring;
        Journal = journal;
        Time = time;
        Log = log;
        _evictAbove = wiring.ActiveMax;
    }

    internal MachineWiring<TState> Wiring { get; }

    internal IJournal Journal { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    /// <summary>Ends when the host stops; effects end with it and are owed again at the next start.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>
    /// Decides the command in the order of its lane and answers when that is durable. Cancelling stops the waiting for an
    /// answer; a command that was taken in is decided all the same.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Nothing was changed.</exception>
    public Task<Outcome<Receipt<TState>>> SendAsync(
        StreamId stream, TCommand command, Sender sender, IdempotencyRequest<TState>? idempotency, CancellationToken cancellationToken)
    {
        var envelope = new Envelope<TState, TCommand>(command, sender, idempotency);
        while (true)
        {
            var mailbox = MailboxOf(stream);
            if (mailbox.TryPost(envelope, out var refused))
                return refused is not null
                    ? Task.FromResult<Outcome<Receipt<TState>>>(refused)
                    : envelope.Answer.Task.WaitAsync(cancellationToken);

            // It was evicted between being found and being used; the next one loads what it wrote.
            Forget(stream, mailbox);
        }
    }

    /// <summary>The state of a stream as it is durable now; null when the stream does not exist.</summary>
    public async ValueTask<TState?> LoadAsync(StreamId stream, CancellationToken cancellationToken) =>
        await Journal.LoadAsync(stream, cancellationToken) is { } snapshot
            ? await SnapshotCodec.ReadAsync<TMachine, TState, TCommand>(Journal, Wiring.StateJson, snapshot, cancellationToken)
            : null;

    /// <summary>Wakes a stream that owes something: at start, this is recovery.</summary>
    public void Wake(StreamId stream)
    {
        while (MailboxOf(stream) is var mailbox && !mailbox.TryWake()) Forget(stream, mailbox);
    }

    /// <summary>Ends all effects and waits for the appends that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_mailboxes.Values.Select(mailbox => mailbox.QuiesceAsync()));
        _stopping.Dispose();
    }

    private Mailbox<TMachine, TState, TCommand> MailboxOf(StreamId stream)
    {
        if (_mailboxes.TryGetValue(stream, out var present)) return present;
        var mailbox = new Mailbox<TMachine, TState, TCommand>(stream, this);
        if (!_mailboxes.TryAdd(stream, mailbox)) return MailboxOf(stream);
        if (Interlocked.Increment(ref _active) > Volatile.Read(ref _evictAbove)) Evict();
        return mailbox;
    }

    private void Forget(StreamId stream, Mailbox<TMachine, TState, TCommand> mailbox)
    {
        if (_mailboxes.TryRemove(new(stream, mailbox))) Interlocked.Decrement(ref _active);
    }

    /// <summary>
    /// Retires what is idle. What owes something stays, however much that is; the next look is due when there is a quarter more, so that
    /// many aggregates that cannot be retired do not cost a look at each of them with every new one.
    /// </summary>
    private void Evict()
    {
        if (!_evicting.TryEnter()) return;
        try
        {
            foreach (var (stream, mailbox) in _mailboxes)
            {
                if (Volatile.Read(ref _active) <= Wiring.ActiveMax * 3 / 4) break;
                if (mailbox.TryRetire()) Forget(stream, mailbox);
            }

            _evictAbove = Math.Max(Wiring.ActiveMax, Volatile.Read(ref _active) * 5 / 4);
        }
        finally
        {
            _evicting.Exit();
        }
    }
}
