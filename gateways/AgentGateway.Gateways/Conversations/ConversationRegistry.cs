using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Gateways.Conversations;

/// <summary>All conversations as they are durable now, in memory. Safe for several threads.</summary>
internal sealed class ConversationRegistry(IJournal journal) : ICommitSubscriber<Conversation>, ILoadAtStart
{
    private readonly ConcurrentDictionary<ConversationId, Conversation> _all = new();

    /// <summary>Which conversations show a thread.</summary>
    private readonly ConcurrentDictionary<ThreadId, ImmutableHashSet<ConversationId>> _ofThread = new();

    /// <summary>Which conversations a chat has.</summary>
    private readonly ConcurrentDictionary<(string, string, string), ImmutableHashSet<ConversationId>> _ofChat = new();

    /// <summary>In which conversation of a chat a person wrote last.</summary>
    private readonly ConcurrentDictionary<(string, string, string, string), ConversationId> _lastOf = new();

    private TaskCompletionSource _changed = New();

    /// <summary>Completes at the next change of any conversation.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>All that have a place.</summary>
    public IEnumerable<KeyValuePair<ConversationId, Conversation>> All => _all;

    public Conversation? Find(ConversationId id) => _all.GetValueOrDefault(id);

    /// <summary>The conversations that show a thread.</summary>
    public IEnumerable<ConversationId> Of(ThreadId thread) =>
        _ofThread.TryGetValue(thread, out var found) ? found : [];

    /// <summary>The conversations of a chat, whatever their thread in it.</summary>
    public IEnumerable<ConversationId> OfChat(ChatAddress address) =>
        _ofChat.TryGetValue((address.Platform, address.Account, address.Chat), out var found) ? found : [];

    /// <summary>The conversation of that chat in which the bot sent that message; null where it is not known.</summary>
    public ConversationId? OfSent(ChatAddress address, string messageId)
    {
        foreach (var id in OfChat(address))
            if (Find(id) is { } conversation && conversation.Sent.Contains(messageId))
                return id;
        return null;
    }

    /// <summary>The conversation of that chat in which the person wrote last; null where there is none.</summary>
    public ConversationId? LastOf(ChatAddress address, string person) =>
        _lastOf.TryGetValue((address.Platform, address.Account, address.Chat, person), out var id) ? id : null;

    /// <summary>The conversation of that chat in which a message waits to be handled; null where none does.</summary>
    public ConversationId? OfWaiting(ChatAddress address, string messageId)
    {
        foreach (var id in OfChat(address))
            if (Find(id)?.Inbox.Exists(waiting => waiting.MessageId == messageId) == true)
                return id;
        return null;
    }

    /// <summary>The conversation of that chat in which a message became one of the thread; null where none has it.</summary>
    public ConversationId? OfHandled(ChatAddress address, string messageId)
    {
        foreach (var id in OfChat(address))
            if (Find(id)?.Handled.Exists(handled => handled.MessageId == messageId && handled.Posted is not null) == true)
                return id;
        return null;
    }

    async Task ILoadAtStart.LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (stream, conversation) in SnapshotCodec.ReadAllAsync(
            ConversationStream.Kind, journal, cancellationToken))
            Keep(new(stream.Id), conversation);
    }

    void ICommitSubscriber<Conversation>.Committed(Receipt<Conversation> receipt) =>
        Keep(new(receipt.Stream.Id), receipt.State);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Keep(ConversationId id, Conversation conversation)
    {
        var before = _all.GetValueOrDefault(id);
        _all[id] = conversation;
        if (before?.Thread is { } left && left != conversation.Thread)
            _ofThread.AddOrUpdate(left, [], (_, others) => others.Remove(id));
        if (conversation.Thread is { } thread)
            _ofThread.AddOrUpdate(thread, [id], (_, others) => others.Add(id));
        if (conversation is { Place: { } at, People: [.., var latest] }
            && conversation.LastMessageId != before?.LastMessageId)
            _lastOf[(at.Platform, at.Account, at.Chat, latest.Id)] = id;
        if (conversation.Place is { } place)
            _ofChat.AddOrUpdate((place.Platform, place.Account, place.Chat), [id], (_, others) => others.Add(id));
        Interlocked.Exchange(ref _changed, New()).TrySetResult();
    }
}
