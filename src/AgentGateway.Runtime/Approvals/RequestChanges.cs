using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Machines;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// What happens to approvals and questions right now, for those who wait or show them. The journal tells the truth
/// afterwards.
/// </summary>
internal sealed class RequestChanges(
    RequestClock clock, TimeProvider time) : ICommitSubscriber<Approval>, ICommitSubscriber<Question>
{
    private const int ChangesMax = 1024;

    private readonly ConcurrentDictionary<Channel<RequestChange>, bool> _followers = new();

    /// <summary>Tells that an approval or a question has changed.</summary>
    public KeySignals<PersonRequestId> Signals { get; } = new(time);

    public void Committed(Receipt<Approval> receipt)
    {
        var approval = receipt.State;

        // A permission that has made a rule need not be used itself.
        if (approval is { UsedBy: not null } or { State: not (ApprovalState.Pending or ApprovalState.Approved) }
            or { Key: null, Decision: ApprovalDecision.Session or ApprovalDecision.Always })
                clock.Forget(approval.Id);
        Changed(approval.Id);
    }

    public void Committed(Receipt<Question> receipt)
    {
        var question = receipt.State;
        if (question.State != QuestionState.Pending) clock.Forget(question.Id);
        Changed(question.Id);
    }

    /// <summary>
    /// Every change from now on. A follower that is far behind misses the oldest ones, and is told so.
    /// </summary>
    public async IAsyncEnumerable<RequestChange> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var missed = 0;
        var channel = Channel.CreateBounded<RequestChange>(
            new BoundedChannelOptions(ChangesMax)
            {
                FullMode = BoundedChannelFullMode.DropOldest,
            }, _ => Volatile.Write(ref missed, 1));
        _followers.TryAdd(channel, true);
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return Interlocked.Exchange(ref missed, 0) == 0 ? change : change with { Missed = true };
        }
        finally
        {
            _followers.TryRemove(channel, out _);
        }
    }

    private void Changed(PersonRequestId id)
    {
        Signals.Tell(id);
        var change = new RequestChange(id);
        foreach (var (follower, _) in _followers) follower.Writer.TryWrite(change);
    }
}
