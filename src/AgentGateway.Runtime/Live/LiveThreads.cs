using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Live;

/// <summary>
/// Tells followers and waiting callers what happens on threads now. Nothing here is durable, and no caller is
/// blocked. The journal has the final content afterwards.
/// </summary>
public sealed class LiveThreads(KnownSecrets secrets, TimeProvider time) : ICommitSubscriber<AgentThread>
{
    private readonly ConcurrentDictionary<TurnId, StreamedText> _streamed = new();
    private readonly ConcurrentDictionary<TurnId, OpenedTurn> _open = new();
    private readonly ConcurrentDictionary<ThreadId, ConcurrentDictionary<FollowerQueue, bool>> _followers = new();

    /// <summary>
    /// Tells that a turn has begun, waits for a person, or has ended: then with its outcome, which need not be read.
    /// </summary>
    internal ChangeSignals<TurnId, SendView?> Turns { get; } = new(time);

    /// <summary>Takes note of an append of a thread, after it is durable and in the thread's order.</summary>
    public void Committed(Receipt<AgentThread> receipt)
    {
        foreach (var recorded in receipt.Events)
        {
            Note(receipt, recorded.Event);
            if (_followers.TryGetValue(receipt.State.Id, out var followers)
                && LiveProgress.Of(receipt, recorded) is { } progress)
                foreach (var (follower, _) in followers)
                    follower.Add(progress);
            if (Asked(receipt, recorded.Event) is { } waiting) Turns.Tell(waiting, null);
            if (recorded.Event is TurnQueued begun) Turns.Tell(begun.Turn, null);
            if (recorded.Event is TurnEnded done) Turns.Tell(done.Turn, LiveProgress.Outcome(receipt, done));
        }
    }

    /// <summary>The turn as it stands, if this process saw it begin and it has not ended.</summary>
    internal OpenedTurn? Opened(TurnId turn) => _open.GetValueOrDefault(turn);

    /// <summary>Shows a piece of text to followers, without secrets, and keeps it until the step is durable.</summary>
    public void Stream(ThreadId thread, TurnId turn, AgentId agent, string text)
    {
        if (text.Length == 0) return;
        GoesOn(turn);
        var shown = _streamed.GetOrAdd(turn, _ => new(agent, secrets)).Add(text);
        if (shown.Length > 0) Show("delta", thread, turn, agent, shown);
    }

    /// <summary>Tells followers which tool is called now.</summary>
    public void Calls(
        ThreadId thread, TurnId turn, AgentId agent, string tool) => Show("tool", thread, turn, agent, tool);

    /// <summary>Tells followers that a turn's step is tried again, and those who read how the turn stands.</summary>
    /// <param name="note">Which attempt it is, and why: <c>retrying, 2 of 4: …</c>.</param>
    public void Retries(ThreadId thread, TurnId turn, AgentId agent, string note)
    {
        if (_open.TryGetValue(turn, out var opened)) _open.TryUpdate(turn, opened with { Note = note }, opened);
        Show("retrying", thread, turn, agent, note);
    }

    /// <summary>What a turn has streamed since its last durable step, for the journal.</summary>
    public string Streamed(TurnId turn) => _streamed.GetValueOrDefault(turn)?.All ?? "";

    /// <summary>The same as far as people may see it before it is durable.</summary>
    public string Shown(TurnId turn) => _streamed.GetValueOrDefault(turn)?.Shown ?? "";

    /// <summary>
    /// Forgets what a step had streamed, because it is begun again, and tells those who have shown it.
    /// </summary>
    public void Discard(ThreadId thread, TurnId turn, AgentId agent)
    {
        if (_streamed.TryRemove(turn, out _)) Show("restart", thread, turn, agent, null);
    }

    public IReadOnlyDictionary<TurnId, string> Partials(AgentThread? thread) =>
        thread is null
            ? new Dictionary<TurnId, string>()
            : thread.Turns.Where(turn => turn.Running).ToDictionary(turn => turn.Id, turn => Streamed(turn.Id));

    public async IAsyncEnumerable<TurnProgress> FollowAsync(
        ThreadId thread, bool tellsStanding, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var queue = Follow(thread);
        if (tellsStanding) yield return new("standing", thread.Value, null, null);
        while (await queue.TakeAsync(cancellationToken) is { } progress) yield return progress;
    }

    /// <summary>Begins to follow at once, before anything is read from the queue.</summary>
    internal FollowerQueue Follow(ThreadId thread)
    {
        var queue = new FollowerQueue(left =>
        {
            if (!_followers.TryGetValue(thread, out var all)) return;
            all.TryRemove(left, out _);
            if (all.IsEmpty) _followers.TryRemove(new(thread, all));
        });
        while (true)
        {
            var followers = _followers.GetOrAdd(thread, static _ => new());
            followers.TryAdd(queue, true);
            // The set may have been dropped as empty in between.
            if (_followers.TryGetValue(thread, out var current) && ReferenceEquals(current, followers)) return queue;
        }
    }

    /// <summary>The attempt that was told of last has got somewhere.</summary>
    private void GoesOn(TurnId turn)
    {
        if (_open.TryGetValue(turn, out var opened) && opened.Note is not null)
            _open.TryUpdate(turn, opened with { Note = null }, opened);
    }

    private void Show(string kind, ThreadId thread, TurnId turn, AgentId agent, string? text)
    {
        if (!_followers.TryGetValue(thread, out var followers)) return;
        var progress = new TurnProgress(kind, thread.Value, turn.Value, agent.Value, text);
        foreach (var (follower, _) in followers) follower.Add(progress);
    }

    private void Note(Receipt<AgentThread> receipt, DomainEvent happened)
    {
        switch (happened)
        {
            case MessagePosted { Message: { Role: MessageRole.Assistant, Turn: { } turn } }:
                if (_streamed.TryRemove(turn, out var streamed) && streamed.End() is { Length: > 0 } rest)
                    Show("delta", receipt.State.Id, turn, streamed.Agent, rest);
                GoesOn(turn);
                break;
            case MessageEdited { Message: { Turn: { } turn } said } when _open.TryGetValue(turn, out var waiting):
                _open[turn] = waiting with
                {
                    Questions = [.. waiting.Questions.Select(question => question.Id == said.Id ? said : question)],
                };
                break;
            case TurnQueued e:
                _open[e.Turn] = new(
                    receipt.State.Id,
                    e.Agent,
                    e.Started ? TurnStatus.Running : TurnStatus.Queued,
                    Questions(receipt, e.Triggers));
                break;
            case TurnStarted e when _open.TryGetValue(e.Turn, out var opened):
                _open[e.Turn] = opened with { Agent = e.Agent, Status = TurnStatus.Running };
                break;
            case TurnExtended e when _open.TryGetValue(e.Turn, out var opened):
                _open[e.Turn] = opened with { Questions = [.. opened.Questions, .. Questions(receipt, [e.Message])] };
                break;
            case ToolAwaited e:
                Stands(receipt, e.Turn);
                break;
            case ToolReleased e:
                Stands(receipt, e.Turn);
                break;
            case ToolSettled e:
                Stands(receipt, e.Turn);
                break;
            case TurnEnded e:
                _streamed.TryRemove(e.Turn, out _);
                _open.TryRemove(e.Turn, out _);
                break;
        }
    }

    private void Stands(Receipt<AgentThread> receipt, TurnId id)
    {
        if (_open.TryGetValue(id, out var opened) && receipt.State.Turn(id) is { } turn && turn.Status != opened.Status)
            _open[id] = opened with { Status = turn.Status };
    }

    /// <summary>The turn that waits for a person from this event on.</summary>
    private static TurnId? Asked(Receipt<AgentThread> receipt, DomainEvent happened)
    {
        var id = happened switch
        {
            ToolAwaited e => e.Turn,
            ToolSettled e => e.Turn,
            _ => default(TurnId?),
        };
        return id is { } turn && receipt.State.Turn(turn) is { IsWaiting: true } ? turn : null;
    }

    private static IReadOnlyList<Message> Questions(Receipt<AgentThread> receipt, IReadOnlyList<MessageId> ids) =>
        [.. receipt.Events.Select(
            recorded =>
                recorded.Event).OfType<MessagePosted>().Where(e => ids.Contains(e.Message.Id)).Select(e => e.Message)];
}
