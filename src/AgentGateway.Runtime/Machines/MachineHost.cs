using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Machines;

/// <summary>The host of one kind of aggregate, for code that goes over all kinds.</summary>
public abstract class MachineHost
{
    /// <summary>The kind of stream that it hosts.</summary>
    public abstract string Kind { get; }

    /// <summary>Wakes a stream that has pending effects: at start, this is recovery.</summary>
    public abstract void Wake(StreamId stream);

    /// <summary>
    /// Ends all effects where they are, and waits for the appends that are under way. They are pending again at the
    /// next start.
    /// </summary>
    public abstract Task StopAsync();
}

/// <summary>
/// Runs all aggregates of one kind: a mailbox for each stream in use, which decides, appends, evolves, answers, and
/// then performs the pending effects. A command is answered when its events are durable. Commands are accepted at
/// once; effects wait until <see cref="Perform"/> names the one that performs them.
/// </summary>
public sealed class MachineHost<TMachine, TState, TCommand> : MachineHost, IAsyncDisposable
    where TMachine : IMachine<TState, TCommand>
    where TState : class
{
    private readonly ConcurrentDictionary<StreamId, Mailbox<TMachine, TState, TCommand>> _mailboxes = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _evicting = new();
    private readonly TaskCompletionSource<IEffects<TState>> _effects = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private int _active;
    private int _evictAbove;

    public MachineHost(
        StreamKind<TMachine, TState, TCommand> streams,
        MachineWiring<TState> wiring,
        IJournal journal,
        Commits.Feed<TState> commits,
        TimeProvider time,
        ILogger log)
    {
        Streams = streams;
        Wiring = wiring;
        Journal = journal;
        Commits = commits;
        Time = time;
        Log = log;
        _evictAbove = wiring.ActiveMax;
    }

    public override string Kind => TMachine.Kind;

    internal StreamKind<TMachine, TState, TCommand> Streams { get; }

    internal MachineWiring<TState> Wiring { get; }

    internal Commits.Feed<TState> Commits { get; }

    /// <summary>Who performs effects, once that is said.</summary>
    internal Task<IEffects<TState>> Effects => _effects.Task;

    internal IJournal Journal { get; }

    internal TimeProvider Time { get; }

    internal ILogger Log { get; }

    /// <summary>Ends when the host stops; effects end with it and are owed again at the next start.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>
    /// Decides the command in the order of its lane and answers when the events are durable. Cancelling ends the
    /// waiting for an answer; a command that is already in the mailbox is decided all the same.
    /// </summary>
    /// <exception cref="JournalUnavailableException">Nothing was changed.</exception>
    public Task<Outcome<Receipt<TState>>> SendAsync(
        StreamId stream, TCommand command, Sender sender, IdempotencyRequest<TState>? idempotency,
            CancellationToken cancellationToken)
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

    /// <summary>The same for the aggregate of that id, of a command that is not sent again.</summary>
    /// <inheritdoc cref="SendAsync(StreamId, TCommand, Sender, IdempotencyRequest{TState}?, CancellationToken)"/>
    public Task<Outcome<Receipt<TState>>> SendAsync(
        string id, TCommand command, Sender sender, CancellationToken cancellationToken) =>
        SendAsync(StreamId.Of(Kind, id), command, sender, null, cancellationToken);

    /// <summary>The state of a stream as it is durable now; null when the stream does not exist.</summary>
    public async ValueTask<TState?> LoadAsync(StreamId stream, CancellationToken cancellationToken) =>
        await Journal.LoadAsync(stream, cancellationToken) is { } snapshot
            ? await SnapshotCodec.ReadAsync(Streams, Journal, snapshot, cancellationToken)
            : null;

    public override void Wake(StreamId stream)
    {
        while (MailboxOf(stream) is var mailbox && !mailbox.TryWake()) Forget(stream, mailbox);
    }

    /// <summary>Begins to perform effects. Called once, at the start.</summary>
    public void Perform(IEffects<TState> effects) => _effects.SetResult(effects);

    public override async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_mailboxes.Values.Select(mailbox => mailbox.QuiesceAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested) await StopAsync();
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
    /// Retires idle aggregates. An aggregate with pending effects stays, even when there are many; the next pass
    /// is due when there are a quarter more aggregates, so that a new one does not cost a look at each of them.
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
