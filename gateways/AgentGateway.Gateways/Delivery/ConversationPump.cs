using System.Collections.Concurrent;
using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Delivery;

/// <summary>
/// Shows one conversation what it has to show, one message after the other: cards first, then the thread behind its
/// cursor. It runs while there is something, and begins again when it is woken.
/// </summary>
internal sealed partial class ConversationPump(
    ConversationId id, DeliveryServices services, CancellationToken stopping)
{
    private const int EventsPerRead = 100;
    private const int TriggersKept = 50;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<Func<CancellationToken, Task>> _work = [];

    /// <summary>Which message of a person each turn answers, for the turns that were seen to begin.</summary>
    private readonly Dictionary<TurnId, MessageId> _triggers = [];
    private readonly ProgressMessages _progress = new(id, services);
    private Task _running = Task.CompletedTask;
    private bool _isWakingLater;
    private bool _again;
    private bool _isFollowing;
    private ThreadId? _thread;
    private long _read;

    /// <summary>Completes when it has nothing more to do.</summary>
    public Task Running
    {
        get
        {
            lock (_lock) return _running;
        }
    }

    /// <summary>
    /// Has something done between two messages, before what is left of the thread. It is tried again while the journal
    /// cannot be written.
    /// </summary>
    public void Do(Func<CancellationToken, Task> work)
    {
        _work.Enqueue(work);
        Wake();
    }

    /// <summary>There may be more to show.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _again = true;
            if (_running.IsCompleted) _running = Task.Run(RunAsync, CancellationToken.None);
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            lock (_lock)
            {
                if (!_again || stopping.IsCancellationRequested)
                {
                    // Set under the lock, so that a call that wakes it either is seen here or begins anew.
                    _running = Task.CompletedTask;
                    return;
                }

                _again = false;
            }

            try
            {
                await WorkAsync();
                await ShowThreadAsync();
                await ShowProgressAsync();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // It goes on from its cursor at the next start.
            }
            catch (Exception exception)
            {
                LogFailed(services.Log, exception, id);
                lock (_lock) _again = true;
                await Task.Delay(AfterFailure, services.Time, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync()
    {
        while (_work.TryPeek(out var work))
        {
            try
            {
                await work(stopping);
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or JournalUnavailableException))
            {
                // What fails by itself would fail again, and nothing behind it may wait for that.
                LogFailed(services.Log, failure, id);
            }

            _work.TryDequeue(out _);
        }
    }

    private async Task ShowThreadAsync()
    {
        while (services.Registry.Find(id) is { Closed: null } conversation)
        {
            if (!_isFollowing || _thread != conversation.Thread) await FollowAsync(conversation);
            if (conversation is not { Thread: { } thread, Place: { } place }) return;
            var stream = StreamId.Of(ThreadMachine.Kind, thread.Value);
            var page = await services.Journal.ReadStreamAsync(stream, _read, EventsPerRead, stopping);
            if (page.Count == 0) return;
            foreach (var stored in page)
            {
                await WorkAsync();
                if (services.Registry.Find(id) is not { Closed: null } now || now.Thread != thread) break;
                if (stored.Payload is not null)
                {
                    var recorded = SnapshotCodec.Read(ThreadStream.Kind, stored);
                    await ShowAsync(place, thread, recorded);
                    _progress.Note(thread, recorded);
                }

                _read = stored.Version;
            }
        }
    }

    /// <summary>
    /// Begins to follow the thread that the conversation shows now. What still shows turns is taken over: of that thread
    /// after a start, and of another one to be ended, because no more of it is seen here.
    /// </summary>
    private async Task FollowAsync(Conversation conversation)
    {
        await _progress.TakeOverAsync(conversation, stopping);
        foreach (var open in conversation.Sending)
            if (open.Turn is { IsText: true } left && left.Thread != conversation.Thread)
                await services.Sender.EndLiveAsync(id, conversation.Place!, left.Turn.Value, stopping);
        (_isFollowing, _thread, _read) = (true, conversation.Thread, conversation.Cursor);
    }

    /// <summary>Shows how turns go on, when nothing else is to be shown.</summary>
    private async Task ShowProgressAsync()
    {
        if (services.Registry.Find(id) is not { Place: { } place, Closed: null } conversation
            || !_isFollowing || conversation.Thread != _thread) return;
        var later = await _progress.ShowAsync(
            place,
            async (thread, turn) => new("")
            {
                ReplyTo = AnsweredBy(turn), ThreadTitle = (await services.Threads.LoadAsync(thread, stopping))?.Title,
            },
            stopping);
        if (later is null || _isWakingLater) return;
        _isWakingLater = true;
        _ = WakeLaterAsync(later.Value);
    }

    private async Task WakeLaterAsync(TimeSpan pause)
    {
        await Task.Delay(pause, services.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _isWakingLater = false;
        Wake();
    }

    /// <summary>The message of a person that the turn answers; null where it is not known.</summary>
    private string? AnsweredBy(TurnId turn) => _triggers.TryGetValue(turn, out var trigger)
        ? services.Registry.Find(id)!.Handled.Find(handled => handled.Posted == trigger)?.MessageId
        : null;

    private async Task ShowAsync(ConversationLocation place, ThreadId thread, RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case TurnQueued { Triggers: [.., var trigger] } queued:
                if (_triggers.Count >= TriggersKept) _triggers.Clear();
                _triggers[queued.Turn] = trigger;
                break;
            case MessagePosted posted:
                await ShowAsync(place, thread, recorded.Version, posted.Message, isEdited: false);
                break;
            case MessageEdited edited:
                await ShowAsync(place, thread, recorded.Version, edited.Message, isEdited: true);
                break;
            case TurnEnded ended:
                await services.Sender.EndLiveAsync(id, place, ended.Turn.Value, stopping);
                break;
            case ThreadDeleted:
                await SendAsync(
                    place, thread, recorded.Version, [new("_This thread was deleted._") { IsQuiet = true }]);
                await services.Conversations.SendAsync(id, new UnbindThread(), "daemon", stopping);
                break;
        }
    }

    private async Task ShowAsync(
        ConversationLocation place, ThreadId thread, long version, Message message, bool isEdited)
    {
        var now = await services.Threads.LoadAsync(thread, stopping);
        var written = isEdited
            ? ThreadWriter.Edited(message, id)
            : ThreadWriter.Of(message, id, now?.Owner ?? default, services.Catalogue.Roster);
        if (written is not { } shown) return;
        var (connection, _) = await services.Connections.ReadyAsync(place.Platform, stopping);
        var parts = MessageParts.Of(shown.Markdown, "answer.md", connection.Features);
        var answered = message.Turn is { } turn ? AnsweredBy(turn) : null;
        await SendAsync(
            place,
            thread,
            version,
            [.. parts.Select((part, index) => part with
            {
                IsQuiet = shown.IsQuiet, ReplyTo = answered, ThreadTitle = now?.Title,
                Live = index == 0 && message is { Role: MessageRole.Assistant, Turn: { } answer }
                    ? new LiveAnswer(answer.Value)
                    : null,
            })]);
    }

    private async Task SendAsync(
        ConversationLocation place, ThreadId thread, long version, IReadOnlyList<OutboundMessage> parts)
    {
        var done = services.Registry.Find(id)?.Partial is { } partial && partial.Version == version
            ? partial.Index + 1
            : 0;
        for (var part = done; part < parts.Count; part++)
        {
            var key = ChatSender.KeyOf(
                id,
                thread.Value,
                version.ToString(CultureInfo.InvariantCulture),
                part.ToString(CultureInfo.InvariantCulture));
            var shown = new ShownChunk(version, part, IsLast: part == parts.Count - 1);
            await services.Sender.SendAsync(id, place, new(key, shown), parts[part], stopping);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Showing {Conversation} what is new failed; it is tried again.")]
    private static partial void LogFailed(ILogger log, Exception exception, ConversationId conversation);
}
