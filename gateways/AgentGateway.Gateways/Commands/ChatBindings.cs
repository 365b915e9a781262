using AgentGateway.Domain;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Runtime.Idempotency;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Gateways.Commands;

/// <summary>Which thread goes on in a conversation.</summary>
internal sealed class ChatBindings(
    ConversationService conversations, ThreadService threads, ThreadDispatcher dispatcher)
{
    /// <summary>The conversation's thread; one is begun where it has none, or where its own was deleted.</summary>
    public async Task<Outcome<ThreadId>> ThreadAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Conversation.Thread is { } bound && await dispatcher.LoadAsync(bound, cancellationToken) is not null)
            return bound;
        return await BeginAsync(turn, null, cancellationToken);
    }

    /// <summary>Begins a thread and goes on with it here. The same message begins one thread, however often.</summary>
    public async Task<Outcome<ThreadId>> BeginAsync(ChatTurn turn, string? title, CancellationToken cancellationToken)
    {
        var key = IdempotencyKeys.Digest("chat thread", turn.Id.Value, turn.Message.EventId);
        var created = await threads.CreateAsync(
            turn.Caller, new(title, turn.Settings.DefaultAgent, IdempotencyKey: key), cancellationToken);
        if (created.IsRejected(out var refused, out var view)) return refused;
        return await BindAsync(turn, new(view.Thread.Id), cancellationToken);
    }

    /// <summary>Goes on with that thread here, and shows what comes from now on.</summary>
    public async Task<Outcome<ThreadId>> BindAsync(
        ChatTurn turn, ThreadId thread, CancellationToken cancellationToken)
    {
        if (await dispatcher.LoadAsync(thread, cancellationToken) is not { } there) return ThreadRejections.UnknownThread;
        var bound = await conversations.SendAsync(
            turn.Id, new BindThread(turn.Place, thread, there.Version), turn.Caller.Principal.Name, cancellationToken);
        return bound.Map(_ => thread);
    }
}
