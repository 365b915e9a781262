using System.Collections.Concurrent;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Gateways.Delivery;

/// <summary>
/// Shows bound conversations what is new in their threads, from the cursor that each keeps: in order within a
/// conversation, and none waits for another.
/// </summary>
internal sealed class ChatDelivery(DeliveryServices services)
    : ICommitSubscriber<AgentThread>, ICommitSubscriber<Conversation>, IAsyncDisposable
{
    private readonly ConcurrentDictionary<ConversationId, ConversationPump> _pumps = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Goes on with all conversations, after a start.</summary>
    public void Start()
    {
        foreach (var (id, conversation) in services.Registry.All)
            if (conversation.Closed is null
                && (conversation.Thread is not null || conversation.Sending.Exists(open => open.Turn is not null)))
                PumpOf(id).Wake();
    }

    /// <summary>Has something done in a conversation, in order with what it is shown.</summary>
    public void Do(ConversationId id, Func<CancellationToken, Task> work) => PumpOf(id).Do(work);

    /// <summary>The same, and waits until it is done; what failed is thrown here.</summary>
    public async Task DoAsync(
        ConversationId id, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Do(id, async token =>
        {
            try
            {
                await work(token);
                done.TrySetResult();
            }
            catch (Exception failure)
            {
                done.TrySetException(failure);
            }
        });
        await done.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_pumps.Values.Select(pump => pump.Running));
        _stopping.Dispose();
    }

    void ICommitSubscriber<AgentThread>.Committed(Receipt<AgentThread> receipt)
    {
        foreach (var id in services.Registry.Of(receipt.State.Id)) PumpOf(id).Wake();
    }

    void ICommitSubscriber<Conversation>.Committed(Receipt<Conversation> receipt)
    {
        if (receipt.State.Thread != receipt.Before.Thread
            || (receipt.State.Closed is null && receipt.Before.Closed is not null))
            PumpOf(new(receipt.Stream.Id)).Wake();
    }

    private ConversationPump PumpOf(ConversationId id) =>
        _pumps.GetOrAdd(id, made => new(made, services, _stopping.Token));
}
