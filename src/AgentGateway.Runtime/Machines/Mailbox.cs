using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Machines;

/// <summary>
/// One aggregate in use. Commands are decided one after another on the newest state, without waiting for the append of
/// the one before: appends of a stream commit in order, so a later one cannot outlive an earlier one. Answers, notices
/// and effects wait until the append is durable. When an append fails, the state in memory is wrong: it is loaded
/// again, and the commands that were decided on it are decided again.
/// </summary>
internal sealed partial class Mailbox<TMachine, TState, TCommand>
    where TMachine : IMachine<TState, TCommand>
    where TState : class
{
    private const int AttemptsMax = 5;

    private readonly StreamId _stream;
    private readonly MachineHost<TMachine, TState, TCommand> _host;
    private readonly EffectRunner<TState> _effects;
    private readonly Lock _gate = new();
    private readonly Queue<Envelope<TState, TCommand>> _urgent = new();
    private readonly Queue<Envelope<TState, TCommand>> _normal = new();
    private bool _pumping;
    private bool _waking;
    private bool _retired;

    // Used by the pump alone.
    private TState? _head;
    private long _version;
    private Task _settled = Task.CompletedTask;
    private volatile bool _untrue;

    public Mailbox(StreamId stream, MachineHost<TMachine, TState, TCommand> host)
    {
        _stream = stream;
        _host = host;
        _effects = new(stream, host.Effects, host.Wiring, host.Time, host.Log, host.Stopping);
    }

    /// <summary>
    /// False when this mailbox is retired and another must be used. A full mailbox refuses by
    /// <paramref name="refused"/>.
    /// </summary>
    public bool TryPost(Envelope<TState, TCommand> envelope, out Rejection? refused)
    {
        refused = null;
        lock (_gate)
        {
            if (_retired) return false;
            if (!envelope.Sender.Urgent && _normal.Count >= _host.Wiring.MailboxMax)
            {
                refused = new(
                    "busy",
                    $"{_host.Wiring.MailboxMax} requests wait for {_stream.Id} already.",
                    "Try again in a moment.");
                return true;
            }

            (envelope.Sender.Urgent ? _urgent : _normal).Enqueue(envelope);
        }

        Pump();
        return true;
    }

    public bool TryWake()
    {
        lock (_gate)
        {
            if (_retired) return false;
            _waking = true;
        }

        Pump();
        return true;
    }

    /// <summary>Retires the mailbox if nothing waits, runs or is owed.</summary>
    public bool TryRetire()
    {
        lock (_gate)
        {
            if (_pumping || _waking || _urgent.Count + _normal.Count > 0 || !_settled.IsCompleted || _effects.Any)
                return false;
            return _retired = true;
        }
    }

    public async Task QuiesceAsync()
    {
        Task settled;
        lock (_gate) settled = _settled;
        await settled;
        await _effects.StoppedAsync();
    }

    /// <summary>
    /// Decides the waiting commands on the caller's thread, unless another caller does so already. Deciding is quick
    /// and does not wait for the append, so it costs the caller less than a change of threads.
    /// </summary>
    private void Pump()
    {
        lock (_gate)
        {
            if (_pumping) return;
            _pumping = true;
        }

        _ = PumpAsync();
    }

    private async Task PumpAsync()
    {
        while (true)
        {
            Envelope<TState, TCommand>? envelope;
            bool waking;
            lock (_gate)
            {
                waking = _waking;
                _waking = false;
                if (!_urgent.TryDequeue(out envelope) && !_normal.TryDequeue(out envelope) && !waking)
                {
                    _pumping = false;
                    return;
                }
            }

            try
            {
                if (_head is null || _untrue) await LoadAsync();
                if (envelope is not null) Process(envelope);
                if (waking) _settled = WokenAsync(_settled, _head!);
            }
            catch (Exception exception)
            {
                // Loading failed, or a machine has a bug: the caller gets the exception, and the aggregate starts again
                // from its durable state.
                _untrue = true;
                if (envelope is null) LogNotWoken(_host.Log, exception, _stream);
                else envelope.Answer.TrySetException(exception);
            }
        }
    }

    private async Task LoadAsync()
    {
        await _settled;
        _untrue = false;
        var snapshot = await _host.Journal.LoadAsync(_stream, CancellationToken.None);
        _version = snapshot?.Version ?? 0;
        _head = snapshot is null
            ? TMachine.Initial
            : await SnapshotCodec.ReadAsync(_host.Streams, _host.Journal, snapshot, CancellationToken.None);
    }

    private void Process(Envelope<TState, TCommand> envelope)
    {
        var before = _head!;
        var decision = TMachine.Decide(before, envelope.Command);
        if (decision.IsRejected(out var rejection))
        {
            _settled = AnswerAsync(_settled, envelope, rejection);
            return;
        }

        if (decision.Value.Count == 0)
        {
            _settled = AnswerAsync(_settled, envelope, new Receipt<TState>(_stream, before, before, []));
            return;
        }

        var (receipt, request) = Prepare(before, envelope, decision.Value);
        _head = receipt.State;
        _version += decision.Value.Count;
        _settled = CommitAsync(_settled, envelope, receipt, _host.Journal.AppendAsync(request, CancellationToken.None));
    }

    private (Receipt<TState> Receipt, AppendRequest Request) Prepare(
        TState before, Envelope<TState, TCommand> envelope, IReadOnlyList<DomainEvent> events)
    {
        var state = before;
        var recorded = new RecordedEvent[events.Count];
        var rows = new Dictionary<(Type, string), ReadRow>();
        for (var i = 0; i < recorded.Length; i++)
        {
            // The one place where texts enter the journal: state, rows and answers are made of these events.
            var told = _host.Wiring.Secrets.Redact(_host.Streams, events[i]);
            recorded[i] = new(_stream, _version + i + 1, envelope.Sender.At, envelope.Sender.Actor, told);
            var next = TMachine.Evolve(state, recorded[i]);
            foreach (var row in TMachine.Project(state, recorded[i], next)) rows[(row.GetType(), row.Key)] = row;
            state = next;
        }

        var receipt = new Receipt<TState>(_stream, before, state, recorded);
        var record = envelope.Idempotency is { } asked
            ? new IdempotencyRecord(asked.Principal, asked.Key, asked.Digest, asked.Answer(receipt), envelope.Sender.At)
            : null;
        return (receipt, new(
            _stream,
            _version,
            recorded,
            new(
                JsonSerializer.SerializeToUtf8Bytes(state, _host.Streams.StateJson),
                TMachine.SnapshotVersion,
                Effect.DueAt(TMachine.Owed(state))),
            [.. rows.Values],
            _host.Journal.Epoch,
            record));
    }

    private static async Task AnswerAsync(
        Task earlier, Envelope<TState, TCommand> envelope, Outcome<Receipt<TState>> answer)
    {
        // A refusal, too, may depend on events that are not durable yet.
        await earlier;
        envelope.Answer.TrySetResult(answer);
    }

    private async Task CommitAsync(
        Task earlier, Envelope<TState, TCommand> envelope, Receipt<TState> receipt, ValueTask<AppendResult> append)
    {
        try
        {
            var result = await append;
            await earlier;
            switch (result.Status)
            {
                case AppendStatus.Appended:
                    _host.Commits.Publish(receipt);
                    envelope.Answer.TrySetResult(receipt);
                    _effects.Follow(receipt.State, TMachine.Owed(receipt.State));
                    break;
                case AppendStatus.DuplicateKey:
                    _untrue = true;
                    envelope.Answer.TrySetResult(
                        receipt with { State = receipt.Before, Events = [], Duplicate = result.Duplicate });
                    break;
                default:
                    _untrue = true;
                    Retry(envelope);
                    break;
            }
        }
        catch (Exception exception)
        {
            _untrue = true;
            await earlier;
            envelope.Answer.TrySetException(exception);
        }
    }

    /// <summary>
    /// Decides again the commands that were decided on a state that never became durable; no caller was answered yet.
    /// </summary>
    private void Retry(Envelope<TState, TCommand> envelope)
    {
        if (++envelope.Attempts >= AttemptsMax)
        {
            envelope.Answer.TrySetException(new JournalUnavailableException(
                new("conflict", $"{_stream.Id} kept changing while it was being written.", "Try again.")));
            return;
        }

        lock (_gate)
        {
            (envelope.Sender.Urgent ? _urgent : _normal).Enqueue(envelope);
        }

        Pump();
    }

    private async Task WokenAsync(Task earlier, TState state)
    {
        await earlier;
        _effects.Follow(state, TMachine.Owed(state));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Stream} owes something but could not be loaded.")]
    private static partial void LogNotWoken(ILogger log, Exception exception, StreamId stream);
}
