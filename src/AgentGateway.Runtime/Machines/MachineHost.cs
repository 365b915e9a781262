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

    public MachineHost(MachineWiring<TState> wiring, IJournal journal, TimeProvider time, ILogger log)
    {
        Wiring = wiring;
        Journal = journal;
        Time = time;
        Log = log;
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
            var mailbox = _mailboxes.GetOrAdd(stream, static (id, host) => new(id, host), this);
            if (mailbox.TryPost(envelope, out var refused))
            {
                if (_mailboxes.Count > Wiring.ActiveMax) Evict();
                return refused is not null
                    ? Task.FromResult<Outcome<Receipt<TState>>>(refused)
                    : envelope.Answer.Task.WaitAsync(cancellationToken);
            }

            // It was evicted between being found and being used; the next one loads what it wrote.
            _mailboxes.TryRemove(new(stream, mailbox));
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
        while (!_mailboxes.GetOrAdd(stream, static (id, host) => new(id, host), this).TryWake())
            _mailboxes.TryRemove(stream, out _);
    }

    /// <summary>Ends all effects and waits for the appends that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_mailboxes.Values.Select(mailbox => mailbox.QuiesceAsync()));
        _stopping.Dispose();
    }

    private void Evict()
    {
        foreach (var (stream, mailbox) in _mailboxes)
        {
            if (_mailboxes.Count <= Wiring.ActiveMax * 3 / 4) return;
            if (mailbox.TryRetire()) _mailboxes.TryRemove(new(stream, mailbox));
        }
    }
}
