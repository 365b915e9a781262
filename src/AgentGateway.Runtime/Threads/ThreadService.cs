using AgentGateway.Domain;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Everything that a door can do with threads. Each call that changes something answers when the change is durable, and
/// refuses with a <see cref="Rejection"/> that changed nothing.
/// </summary>
public sealed class ThreadService
{
    public Task<Outcome<ThreadEnvelope>> CreateAsync(Caller caller, CreateThread request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<ThreadListView>> ListAsync(ListThreads request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<ThreadReadView>> ReadAsync(ReadThread request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The thread alone, without messages.</summary>
    public Task<Outcome<ThreadEnvelope>> GetAsync(string threadId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Posts the message; answers at once, with the turn that it started, joined or queued.</summary>
    public Task<Outcome<SendView>> SendAsync(Caller caller, SendMessage request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// How the turn stands, once it has ended, waits for a person, or <paramref name="wait"/> is over. Cancelling ends the waiting only.
    /// </summary>
    /// <param name="progress">Hears of the turn while it runs; may be null. Called on any thread, never concurrently; must not block.</param>
    public Task<Outcome<SendView>> WaitAsync(string turnId, TimeSpan wait, Action<TurnProgress>? progress, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Cancels a turn, or all that a thread has open. <paramref name="id"/> is of either kind.</summary>
    public Task<Outcome<CancelView>> CancelAsync(Caller caller, string id, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<ParticipantsView>> SetParticipantAsync(Caller caller, SetParticipant request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Delegates; answers when the request is durable. Wait on the turn for the reply.</summary>
    public Task<Outcome<DelegationView>> DelegateAsync(Caller caller, Delegate request, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<OwnershipView>> HandoffAsync(Caller caller, string threadId, string agent, string? reason, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<OwnershipView>> ReturnAsync(Caller caller, string threadId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<SearchView>> SearchAsync(SearchThreads request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A new thread that begins with this one's messages up to and including that one; all of them without one.</summary>
    public Task<Outcome<ThreadEnvelope>> ForkAsync(Caller caller, string threadId, string? messageId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Outcome<ThreadEnvelope>> UpdateAsync(Caller caller, UpdateThread request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>What the thread's owner would be given if it had to answer now.</summary>
    public Task<Outcome<PromptView>> PromptAsync(string threadId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The thread's live output from now on, until cancelled. Falls behind rather than hold anybody up: then <c>message</c> entries may be missing and the thread is to be read.</summary>
    public IAsyncEnumerable<TurnProgress> FollowAsync(string threadId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
